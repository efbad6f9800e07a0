// The places that a file may have in a project: `_graded/NAME.mp4`, `_log/NAME.mp4`, `_thumbnails/NAME.jpg`, `NAME.ale`.
// These are names for the API and the database; the file on the disk may have another one, see `fileNameOf`.
import { join } from "node:path";
import type { Role } from "../../domain/clip.ts";
import { fileNameOf, nameProblem } from "./file-name.ts";
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
  /** As the API and the database spell it, `/` between segments; the extension in lower case. */
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
  if (!fileName.toLowerCase().endsWith(extension)) {
    const where = prefix === "" ? "at the root" : `in ${prefix}`;
    return { problem: `A file ${where} must end in ${extension}.` };
  }
  const clipName = fileName.slice(0, -extension.length);
  const problem = nameProblem(clipName);
  if (problem !== undefined) return { problem: `The file's name ${problem}.` };
  return { role, clipName, path: `${prefix}${clipName}${extension}` };
}

export function storagePathOf(role: Role, clipName: string): string {
  const { folder, extension } = PLACES[role];
  return `${folder}/${clipName}${extension}`;
}

/** The end of every address that leads to a file: the project and the file's path, percent-encoded. */
export function addressOf(project: string, path: string): string {
  return [project, ...path.split("/")].map(encodeURIComponent).join("/");
}

/** Absolute path of a project's folder. */
export function projectFolder(library: Pick<Library, "folder">, project: string): string {
  return join(library.folder, "projects", project);
}

/** Below the library's folder: the pictures that the server made, a folder for each project. */
export const PICTURES_FOLDER = join("cache", "thumbnails");

export function picturesFolder(library: Pick<Library, "folder">): string {
  return join(library.folder, PICTURES_FOLDER);
}

/** Where the file of a path lies, below the library's folder. `path` is one that `parseStoragePath` or `storagePathOf` made. */
export function placeOnDisk(project: string, path: string): string {
  const slash = path.lastIndexOf("/") + 1;
  const dot = path.lastIndexOf(".");
  const fileName = fileNameOf(path.slice(slash, dot), path.slice(dot));
  return join("projects", project, path.slice(0, slash), fileName);
}

/** Absolute path; `path` as for `placeOnDisk`. */
export function absolutePath(library: Pick<Library, "folder">, project: string, path: string): string {
  return join(library.folder, placeOnDisk(project, path));
}
