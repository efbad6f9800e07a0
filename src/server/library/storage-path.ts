// The places that a file may have in a project: `_graded/NAME.mp4`, `_log/NAME.mp4`, `_thumbnails/NAME.jpg`, `NAME.ale`.
import { join } from "node:path";
import type { Role } from "../../domain/clip.ts";
import { nameProblem } from "./file-name.ts";
import type { Library } from "./open-library.ts";

/** The folder and extension of each role, as o/DAILIES documents them. */
const PLACES: Readonly<Record<Role, { readonly folder: string; readonly extension: string }>> = {
  graded: { folder: "_graded", extension: ".mp4" },
  log: { folder: "_log", extension: ".mp4" },
  thumbnail: { folder: "_thumbnails", extension: ".jpg" },
};

export interface StoragePath {
  readonly role: Role | "ale";
  /** NFC, without folder and extension. */
  readonly clipName: string;
  /** Below the project's folder, `/` between segments. */
  readonly path: string;
}

/**
 * Reads a path that was percent-decoded once. It is built anew of its parts, so what comes out cannot lead
 * out of the project. A `problem` is a full sentence for the person who sent it.
 */
export function parseStoragePath(text: string): StoragePath | { readonly problem: string } {
  const segments = text.normalize("NFC").split("/");
  const fileName = segments.at(-1) ?? "";
  if (segments.length === 1) return parseFile("ale", "", ".ale", fileName);
  const place = Object.entries(PLACES).find(([, { folder }]) => folder === segments[0]);
  if (segments.length !== 2 || !place) {
    return {
      problem:
        "The path must be _graded/NAME.mp4, _log/NAME.mp4, _thumbnails/NAME.jpg or, at the root, NAME.ale.",
    };
  }
  const [role, { folder, extension }] = place;
  return parseFile(role as Role, `${folder}/`, extension, fileName);
}

function parseFile(
  role: Role | "ale",
  prefix: string,
  extension: string,
  fileName: string,
): StoragePath | { readonly problem: string } {
  if (!fileName.endsWith(extension)) {
    const where = prefix === "" ? "at the root" : `in ${prefix}`;
    return { problem: `A file ${where} must end in ${extension}.` };
  }
  const clipName = fileName.slice(0, -extension.length);
  const problem = nameProblem(clipName) ?? nameProblem(fileName);
  if (problem !== undefined) return { problem: `The file's name ${problem}.` };
  return { role, clipName, path: `${prefix}${fileName}` };
}

export function storagePathOf(role: Role, clipName: string): string {
  const { folder, extension } = PLACES[role];
  return `${folder}/${clipName}${extension}`;
}

/** Absolute path of a project's folder. */
export function projectFolder(library: Pick<Library, "folder">, project: string): string {
  return join(library.folder, "projects", project);
}

/** `path` is one that `parseStoragePath` or `storagePathOf` made. */
export function absolutePath(library: Pick<Library, "folder">, project: string, path: string): string {
  return join(projectFolder(library, project), ...path.split("/"));
}
