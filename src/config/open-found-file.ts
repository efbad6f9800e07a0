// A config file that lies where we happen to stand: opened with care, and only where it is this user's own.
import { constants, open, type FileHandle } from "node:fs/promises";
import type { Stats } from "node:fs";

/** Far more than anybody types; what is longer is no config file. */
export const LARGEST_CONFIG_BYTES = 1024 * 1024;

export type FoundFile = { readonly text: string } | { readonly refused: string };

/** Undefined where there is none. What is read is what was looked at; nothing waits for a pipe to be filled. */
export async function openFoundFile(path: string): Promise<FoundFile | undefined> {
  let file: FileHandle;
  try {
    // A pipe without a writer would hold us for ever.
    file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === "ENOENT" || code === "ENOTDIR" ? undefined : { refused: "it cannot be read" };
  }
  try {
    const stats = await file.stat();
    const refused = findWhyRefused(stats);
    return refused === undefined ? { text: await readAtMost(file, stats.size) } : { refused };
  } finally {
    await file.close();
  }
}

function findWhyRefused(stats: Stats): string | undefined {
  if (!stats.isFile()) return "it is not a regular file";
  if (stats.size > LARGEST_CONFIG_BYTES) return "it is too large for a config file";
  if (process.platform === "win32") return undefined;
  if (stats.uid !== process.getuid?.()) return "it belongs to another user of this computer";
  // A group of the same number as its user is that user's own.
  const isOpen = (stats.mode & 0o002) !== 0 || ((stats.mode & 0o020) !== 0 && stats.gid !== stats.uid);
  return isOpen ? "others may write to it" : undefined;
}

/** It may grow while it is read. */
async function readAtMost(file: FileHandle, bytes: number): Promise<string> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(bytes), 0, bytes, 0);
  return buffer.subarray(0, bytesRead).toString("utf8");
}
