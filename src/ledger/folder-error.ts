// A folder of our own that cannot be written: full, read-only, or somebody else's.
import { accessSync, constants, statfsSync } from "node:fs";
import { sep } from "node:path";
import prettyBytes from "pretty-bytes";
import { OdailiesError } from "../domain/errors.ts";
import type { OwnFolders } from "./places.ts";

const FULL = new Set(["ENOSPC", "EDQUOT", "EFBIG", "SQLITE_FULL"]);
/** A receipt takes less than two kilobytes; several uploads may end at once. */
export const STATE_ROOM_BYTES = 256 * 1024;
const WORDS: Readonly<Record<string, string>> = {
  EACCES: "permission is missing",
  EPERM: "permission is missing",
  EROFS: "its volume is read-only",
  ENOENT: "it is not there, and cannot be made",
  ENOTDIR: "a part of the path is a file",
  EIO: "its drive does not answer",
};

/**
 * What the file system said of a path in one of our folders, as `insufficient_space` or `config_invalid`; undefined for
 * anything else.
 */
export function findFolderError(error: unknown, folders: OwnFolders): OdailiesError | undefined {
  if (!(error instanceof Error) || !("code" in error)) return undefined;
  const path = "path" in error && typeof error.path === "string" ? error.path : "";
  const dest = "dest" in error && typeof error.dest === "string" ? error.dest : "";
  const isIn = (folder: string) => [path, dest].some((each) => `${each}${sep}`.startsWith(`${folder}${sep}`));
  // SQLite names no path: the locks lie in the state folder, the library where its own server looks after it.
  if (error.code === "SQLITE_FULL") return sqliteFull(folders.stateFolder, error);
  for (const kind of ["work", "state"] as const) {
    const folder = folders[`${kind}Folder`];
    if (isIn(folder)) return folderError(kind, folder, trueCode(folder, String(error.code)), error);
  }
  return undefined;
}

function sqliteFull(stateFolder: string, cause: Error): OdailiesError {
  const free = freeBytes(stateFolder);
  if (free === undefined || free < STATE_ROOM_BYTES)
    return folderError("state", stateFolder, "ENOSPC", cause);
  return new OdailiesError("insufficient_space", "There is no room left on the disk of the local library.", {
    hint: "Free it, or name another folder with --library; then run again. What is up stays up.",
    cause,
  });
}

function freeBytes(folder: string): number | undefined {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  } catch {
    return undefined;
  }
}

/** Node says ENOENT of a folder that cannot be made on a read-only volume. */
function trueCode(folder: string, code: string): string {
  if (code !== "ENOENT") return code;
  try {
    accessSync(folder, constants.W_OK);
    return code;
  } catch (error) {
    return String((error as NodeJS.ErrnoException).code);
  }
}

const FLAGS = { work: "--work-dir", state: "--state-dir" } as const;
const USES = { work: "proxies are made", state: "what was sent is written down" } as const;

export function folderError(
  kind: keyof typeof FLAGS,
  folder: string,
  code: string,
  cause: unknown,
): OdailiesError {
  const hint = `Free it, or name another folder with ${FLAGS[kind]}; then run again. What is up stays up.`;
  if (FULL.has(code)) {
    const free = freeBytes(folder);
    const numbers = [
      free === undefined ? "" : `${prettyBytes(free)} free`,
      kind === "state" ? `at least ${prettyBytes(STATE_ROOM_BYTES)} needed` : "",
    ].filter((part) => part !== "");
    const told = numbers.length === 0 ? "" : ` (${numbers.join(", ")})`;
    const message = `There is no room left in ${folder}, where ${USES[kind]}${told}.`;
    return new OdailiesError("insufficient_space", message, { hint, cause, context: { kind } });
  }
  const message = `${folder}, where ${USES[kind]}, cannot be written: ${WORDS[code] ?? code}.`;
  return new OdailiesError("config_invalid", message, { hint, cause, context: { kind } });
}

/** Without a place for receipts nothing may be sent: it would be sent again. A full work folder costs single clips only. */
export function isStateError({ context }: OdailiesError): boolean {
  return context["kind"] === "state";
}
