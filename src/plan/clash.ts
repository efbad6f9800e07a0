// Names that would overwrite each other: on the cards, and at the destination.
import { filesOfSource, type FoundClip, type FoundFile, type Receipt } from "../domain/clip.ts";
import type { ClipMetadata } from "../domain/metadata.ts";
import { OdailiesError } from "../domain/errors.ts";
import { foldName } from "../domain/fold-name.ts";
import type { ClipOutcome } from "../domain/outcome.ts";
import type { NameClash, Scan } from "../domain/scan.ts";
import { sameTimecode } from "../domain/timecode.ts";

export interface SortedClips {
  readonly clips: readonly FoundClip[];
  readonly clashes: readonly NameClash[];
}

/** Takes clips of the same name on two cards out of the run: the second would replace the first. */
export function findClashes(scans: readonly Scan[]): SortedClips {
  const clashes = scans.flatMap((scan) => scan.clashes);
  const byName = new Map<string, FoundClip[]>();
  for (const clip of scans.flatMap((scan) => scan.clips)) {
    const key = foldName(clip.name);
    byName.set(key, [...(byName.get(key) ?? []), clip]);
  }
  const clips: FoundClip[] = [];
  const across: NameClash[] = [];
  for (const [first, ...others] of byName.values()) {
    if (!first) continue;
    if (others.length === 0) clips.push(first);
    else across.push({ ...describe(first, [first, ...others]), kind: kindOf([first, ...others]) });
  }
  return { clips, clashes: [...clashes, ...across] };
}

function kindOf(clips: readonly FoundClip[]): NameClash["kind"] {
  const names = clips.map(({ name }) => name);
  if (new Set(names).size === 1) return "duplicate";
  return new Set(names.map((name) => name.normalize("NFC"))).size === 1 ? "normalisation" : "case";
}

function describe(first: FoundClip, all: readonly FoundClip[]): Omit<NameClash, "kind"> {
  const files = all.map((clip) => clip.graded ?? clip.log).filter((file) => file !== undefined);
  return { name: first.name, card: first.card, roll: first.roll, files };
}

const KIND_WORDS: Readonly<Record<NameClash["kind"], string>> = {
  case: "differ only in upper and lower case",
  normalisation: "are spelled alike in two Unicode forms",
  duplicate: "have the same name",
};

/** Both paths, and why only one of them could be there. */
function clashError({ name, files, kind }: NameClash): OdailiesError {
  const paths = files.map((file) => file.path).join(" and ");
  return new OdailiesError(
    "name_clash",
    `${paths} ${KIND_WORDS[kind]}: one would replace the other as ${name}.`,
    {
      hint: "Rename one of the files by its roll, or leave one of the folders out.",
    },
  );
}

/** What the ledger says of a file that was sent. */
interface SentBefore {
  readonly source: {
    readonly path: string;
    readonly sizeBytes: number;
    /** The files after the first, of a recording over several. */
    readonly parts?: readonly unknown[];
  };
  readonly receipt: Pick<Receipt, "sentAt" | "xxh64">;
}

/** The ledger knows another file of this name as delivered. */
export function otherSourceError(name: string, before: SentBefore, file: FoundFile): OdailiesError {
  return new OdailiesError(
    "name_clash",
    `${name} was delivered before from another file: ${describeBefore(before, file)}.`,
    {
      hint: "If this one is meant to take its place, run again with --replace.",
    },
  );
}

/** Another process is sending a clip of this name at this moment. */
export function heldClaimError(
  name: string,
  { source, pid, host }: { readonly source: string; readonly pid: number; readonly host: string },
  path: string,
): OdailiesError {
  const who = pid > 0 ? ` by process ${pid} on ${host}` : "";
  return new OdailiesError(
    "name_clash",
    `A clip ${name} is being sent${who} from ${source}; ${path} is another file.`,
    {
      hint: "If this one is meant to take its place, wait for the other run and give --replace.",
    },
  );
}

/** Both files. */
function describeBefore({ source, receipt }: SentBefore, file: FoundFile): string {
  const { sentAt, xxh64 } = receipt;
  const more = (count: number) => (count > 0 ? ` and ${count} more ${count === 1 ? "file" : "files"}` : "");
  const before = `${source.path}, ${source.sizeBytes} bytes${more(source.parts?.length ?? 0)}`;
  const now = `${file.relativePath}, ${file.sizeBytes} bytes${more(filesOfSource(file).length - 1)}`;
  return `${before}, sent ${sentAt} (xxh64 ${xxh64}); now ${now}`;
}

/** What tells one clip from another, as far as it is known. */
export interface PictureFacts {
  readonly timecode?: string | undefined;
  readonly fps?: number | undefined;
  readonly seconds?: number | undefined;
  /** Of the very file that is sent; undefined where it is not made yet. */
  readonly bytes?: number | undefined;
}

/** How a clip at the destination differs from this picture, as far as both sides know: `timecode X there, Y here`. */
export function differencesTo(there: ClipMetadata, here: PictureFacts): readonly string[] {
  return compare(there, here).flatMap(({ difference }) => difference ?? []);
}

/** Is a clip at the destination this picture? `unknown`: nothing speaks for it, and nothing against it. */
export type RemoteVerdict =
  | { readonly state: "same" | "unknown" }
  | { readonly state: "other"; readonly differences: readonly string[] };

export function identifyRemote(there: ClipMetadata, here: PictureFacts): RemoteVerdict {
  const compared = compare(there, here);
  const differences = compared.flatMap(({ difference }) => difference ?? []);
  if (differences.length > 0) return { state: "other", differences };
  // A rate, or a length to the second, is shared by many clips.
  return { state: compared.some(({ isTelling }) => isTelling) ? "same" : "unknown" };
}

interface Compared {
  readonly difference: string | undefined;
  /** Few other clips agree in it. */
  readonly isTelling: boolean;
}

function compare(there: ClipMetadata, { timecode, fps, seconds, bytes }: PictureFacts): readonly Compared[] {
  const compared: Compared[] = [];
  const note = (isTelling: boolean, isSame: boolean, difference: string) =>
    compared.push({ isTelling, difference: isSame ? undefined : difference });
  if (there.timecode && timecode)
    note(true, sameTimecode(there.timecode, timecode), `timecode ${there.timecode} there, ${timecode} here`);
  if (there.fps !== undefined && fps !== undefined)
    note(false, Math.abs(there.fps - fps) <= 0.02, `${there.fps} fps there, ${fps} fps here`);
  if (there.duration !== undefined && seconds !== undefined) {
    const difference = `${there.duration.toFixed(1)} s there, ${seconds.toFixed(1)} s here`;
    note(false, Math.abs(there.duration - seconds) <= 1, difference);
  }
  if (there.fileSize !== undefined && bytes !== undefined)
    note(true, there.fileSize === bytes, `${there.fileSize} bytes there, ${bytes} bytes here`);
  return compared;
}

/** `isNew`: it came to the project while the run went on. */
export function remoteClashError(name: string, verdict: RemoteVerdict, isNew = false): OdailiesError {
  const what =
    verdict.state === "other"
      ? `The project has another clip ${name}: ${verdict.differences.join("; ")}.`
      : `The project has a clip ${name} already, and nothing shows that it is this one.`;
  const when = isNew ? " It came there while this run went on." : "";
  return new OdailiesError("name_clash", `${what}${when}`, {
    hint: "Check that this is the right project; if this clip is meant to take its place, run again with --replace.",
  });
}

/** To the eye it is the same name, and no destination should hold both. */
export function twinError(name: string, twin: string): OdailiesError {
  const kind = name.normalize("NFC") === twin.normalize("NFC") ? "another Unicode form" : "other case";
  return new OdailiesError(
    "name_clash",
    `The project has a clip ${twin}, the same name as ${name} in ${kind}.`,
    {
      hint: "Rename the file as the project spells it, or remove the clip there if it is not wanted.",
    },
  );
}

/** A clash ends as one rejected clip. */
export function clashOutcome(clash: NameClash, destination: string): ClipOutcome {
  const { code, message, hint } = clashError(clash);
  const { name: clip, roll } = clash;
  return {
    clip,
    roll,
    status: "rejected",
    findings: [],
    files: [],
    metadata: {},
    error: { code, message, hint },
    destination,
  };
}
