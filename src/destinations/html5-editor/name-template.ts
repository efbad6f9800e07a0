// Names are all that the editor has: folders and file names carry scene, shot and take. Pure.
import type { OutgoingFile } from "../../domain/delivery.ts";
import { OdailiesError } from "../../domain/errors.ts";
import type { ClipMetadata } from "../../domain/metadata.ts";

const FIELDS = ["scene", "shot", "take", "date", "camera", "reelName"] as const;
type Field = (typeof FIELDS)[number];

export const DEFAULT_FOLDER = "Scene {scene}";
export const DEFAULT_FILE_NAME = "{scene}-{shot}-{take} {name}";

/** What stands between two fields is left out with the second one. */
interface Part {
  readonly before: string;
  readonly field: Field;
}

/** The clip's name comes last, and what stands before it is found again by the text between. */
export interface FileNames {
  render(metadata: ClipMetadata, file: Pick<OutgoingFile, "role" | "clipName">): string;
  /** The other way: undefined for what is no video or picture. */
  read(fileName: string): { readonly clipName: string; readonly role: OutgoingFile["role"] } | undefined;
}

const SUFFIXES: Readonly<Record<OutgoingFile["role"], string>> = {
  graded: ".mp4",
  log: "_LOG.mp4",
  thumbnail: ".jpg",
  ale: ".ale",
};
/** Stands where nothing is known, so that a name with spaces in it is not cut. */
const NOTHING = "-";

/** Throws `config_invalid` for a template that does not end with `{name}`, or names what there is not. */
export function readFileTemplate(template: string): FileNames {
  const inFront = /^(.*)\{name\}$/.exec(template)?.[1];
  if (inFront === undefined) throw badTemplate("file-name", template, "it has to end with {name}");
  const { parts, rest: between } = readParts(inFront, "file-name");
  if (parts.length > 0 && between === "")
    throw badTemplate("file-name", template, "something has to stand before {name}, such as a space");
  return {
    render: (metadata, { role, clipName }) => {
      const known = renderParts(parts, metadata, between);
      const name = clipName.normalize("NFC");
      const isPlain = between === "" || !name.includes(between);
      const start = known === "" && isPlain ? "" : `${known === "" ? NOTHING : known}${between}`;
      return `${start}${name}${SUFFIXES[role]}`;
    },
    read: (fileName) => {
      const name = fileName.normalize("NFC");
      const role = (["log", "graded", "thumbnail", "ale"] as const).find((each) =>
        name.endsWith(SUFFIXES[each]),
      );
      if (role === undefined) return undefined;
      const stem = name.slice(0, -SUFFIXES[role].length);
      const at = between === "" ? -1 : stem.indexOf(between);
      return { role, clipName: at === -1 ? stem : stem.slice(at + between.length) };
    },
  };
}

/** The folders from the project's downwards; where nothing is known of one, it is `Unsorted`. */
export function readFolderTemplate(template: string): (metadata: ClipMetadata) => readonly string[] {
  const folders = template
    .split("/")
    .map((each) => each.trim())
    .filter((each) => each !== "")
    .map((each) => readParts(each, "folder"));
  return (metadata) =>
    folders.map(({ parts, rest }) => {
      if (parts.length === 0) return rest;
      const known = renderParts(parts, metadata, undefined);
      return known === "" ? UNSORTED : `${known}${rest}`;
    });
}

const UNSORTED = "Unsorted";

function readParts(template: string, setting: string): { parts: readonly Part[]; rest: string } {
  const parts: Part[] = [];
  let end = 0;
  for (const { 0: text, 1: name = "", index } of template.matchAll(/\{([^{}]*)\}/g)) {
    const field = FIELDS.find((each) => each === name);
    if (field === undefined)
      throw badTemplate(
        setting,
        template,
        `there is no {${name}}, but ${FIELDS.map((each) => `{${each}}`).join(" ")}`,
      );
    parts.push({ before: template.slice(end, index), field });
    end = index + text.length;
  }
  return { parts, rest: template.slice(end) };
}

/** `apart` does not occur in what comes out. */
function renderParts(parts: readonly Part[], metadata: ClipMetadata, apart: string | undefined): string {
  return parts.reduce((text, { before, field }, i) => {
    const value = plain(metadata[field] ?? "", apart);
    if (value === "") return text;
    return text === "" && i > 0 ? value : `${text}${before}${value}`;
  }, "");
}

/** Without what would make two folders of one, or end the part before the name too early. */
function plain(value: string, apart: string | undefined): string {
  const safe = value
    .normalize("NFC")
    .trim()
    .replaceAll(/[/\\\p{Cc}]+/gu, "-");
  return apart === undefined || apart === "" ? safe : safe.replaceAll(apart, apart === "_" ? "-" : "_");
}

function badTemplate(setting: string, template: string, why: string): OdailiesError {
  return new OdailiesError(
    "config_invalid",
    `${setting} of [destinations.html5-editor] is ${template}, but ${why}.`,
    {
      hint: `Use one such as "${setting === "folder" ? DEFAULT_FOLDER : DEFAULT_FILE_NAME}".`,
    },
  );
}
