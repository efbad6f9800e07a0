// A clip or a project as the pages for renaming and removing see it: what belongs to it, and what can be done to it.
import type { Library } from "../library/open-library.ts";
import { listProjects } from "../library/projects.ts";
import { findClipFiles, removeClip, renameClip, requireFreeName } from "../library/remove-clip.ts";
import { removeProject, renameProject, requireFreeId } from "../library/remove-project.ts";
import { listTokens } from "../library/tokens.ts";
import { listFiles } from "../library/uploads.ts";
import { formatSize } from "./format-size.ts";
import { pageAddress, projectAddress } from "./gallery-clip.ts";
import { notFound } from "./page-refusal.ts";

export interface LibraryItem {
  /** `clip A001`, `project P1`. */
  readonly title: string;
  readonly name: string;
  /** Its pages with forms are below it. */
  readonly address: string;
  /** The page that shows it. */
  readonly shownAt: string;
  /** All that goes with it, a line each. */
  readonly parts: readonly string[];
  /** Changes with anything that would go with it; without line breaks. */
  readonly state: string;
  /** Full sentences: what else a person should know before. */
  readonly renameNote: string;
  readonly removeNote: string;
  /** Throws `usage` as `rename` would. */
  requireFree(to: string): void;
  /** Gives the page that shows it then. */
  rename(to: string): string;
  remove(): Promise<void>;
}

export type ItemParams = Readonly<Record<string, string>>;
/** Throws 404 where there is none. */
export type FindItem = (library: Library, params: ItemParams) => LibraryItem;

/** The forms of one kind of item: where they lie, and how what they are for is found. */
export interface ItemRoutes {
  readonly url: string;
  readonly find: FindItem;
}

export function findClipItem(library: Library, { project = "", clipName = "" }: ItemParams): LibraryItem {
  const name = clipName.normalize("NFC");
  const found = findClipFiles(library, project, name);
  if (!found) throw notFound();
  const versions = listFiles(library, project).filter((file) => file.name === name);
  const address = pageAddress({ project, name });
  return {
    title: `clip ${name}`,
    name,
    address,
    shownAt: address,
    parts: [...found.paths, `${formatSize(found.bytes)} in all`, "everything that is known about it"],
    state: JSON.stringify([found, versions.map(({ path, version }) => [path, version])]),
    renameNote: "An ingest of its card would send it again under the old name.",
    removeNote: "An ingest of its card would send it again.",
    requireFree: (to) => requireFreeName(library, project, name, to),
    rename: (to) => {
      renameClip(library, project, name, to);
      return pageAddress({ project, name: to });
    },
    remove: async () => removeClip(library, project, name),
  };
}

export function findProjectItem(library: Library, { project = "" }: ItemParams): LibraryItem {
  const summary = listProjects(library).find(({ id }) => id === project);
  if (!summary) throw notFound();
  const files = listFiles(library, project);
  const bytes = files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const tokens = listTokens(library).filter((token) => token.project === project);
  const parts = [
    counted(summary.clipCount, "clip"),
    `${counted(files.length, "file")}, ${formatSize(bytes)}`,
    `${counted(tokens.length, "API token")} for it alone`,
    "everything that is known about its clips, and its jobs",
  ];
  return {
    title: `project ${project}`,
    name: project,
    address: projectAddress(project),
    shownAt: "/",
    parts,
    state: JSON.stringify([parts, files.map(({ path, version }) => [path, version])]),
    renameNote: "Who sends to it has to be told: under the old name it is not there any more.",
    removeNote: "Who sends to it with one of its tokens is refused from then on.",
    requireFree: (to) => requireFreeId(library, project, to),
    rename: (to) => {
      renameProject(library, project, to);
      return "/";
    },
    remove: () => removeProject(library, project),
  };
}

const counted = (count: number, noun: string) => `${count} ${noun}${count === 1 ? "" : "s"}`;
