// The one walk over a card: names, sizes and times; no file is opened, nothing is written.
import { isUtf8 } from "node:buffer";
import type { Dirent } from "node:fs";
import { lstat, readdir, realpath } from "node:fs/promises";
import { join } from "node:path";
import pLimit from "p-limit";
import type { FoundFile } from "../domain/clip.ts";
import type { LeftOutFile, LeftOutReason } from "../domain/scan.ts";
import { pathBelow } from "../files/path-below.ts";
import { isLitterFolder } from "./litter.ts";
import type { ScanOptions } from "./scan-options.ts";

export interface WalkedCard {
  readonly files: readonly FoundFile[];
  /** What was not looked into: links, unreadable folders and names, system folders. One entry each. */
  readonly leftOut: readonly LeftOutFile[];
}

/** Calls to the disk under way at a time: enough for a network share, few enough for a spinning disk. */
const DISK_CALLS = 16;
/** Entries handled at a time, so that a folder of 100,000 frames does not queue them all. */
const BATCH = 512;

/**
 * Walks everything below `root`, folders in no certain order. What cannot be read is one `unreadable` entry, and the walk
 * goes on; only the root itself throws (the file system's own error). Links are never followed, so there are no loops.
 */
export async function walkCard(
  root: string,
  { signal, onProgress }: Pick<ScanOptions, "signal" | "onProgress">,
): Promise<WalkedCard> {
  const limit = pLimit(DISK_CALLS);
  const realRoot = await realpath(root);
  const files: FoundFile[] = [];
  const leftOut: LeftOutFile[] = [];
  const leave = (relativePath: string, reason: LeftOutReason) => {
    leftOut.push({ relativePath, reason });
  };

  const visit = async (entry: Dirent<Buffer>, folder: string, below: string, subfolders: string[]) => {
    const name = entry.name.toString("utf8");
    const relativePath = `${below}${name}`;
    if (!isUtf8(entry.name)) leave(relativePath, "unreadable");
    else if (entry.isSymbolicLink()) leave(relativePath, await judgeLink(join(folder, name), realRoot));
    else if (entry.isDirectory() && isLitterFolder(name)) leave(`${relativePath}/`, "ignored");
    else if (entry.isDirectory()) subfolders.push(relativePath);
    else if (!entry.isFile()) leave(relativePath, "ignored");
    else {
      const path = join(folder, name);
      const stats = await limit(() => lstat(path)).catch(() => undefined);
      if (!stats) leave(relativePath, "unreadable");
      else files.push({ path, relativePath, sizeBytes: stats.size, mtimeMs: stats.mtimeMs });
    }
  };

  const walkFolder = async (relativePath: string): Promise<string[]> => {
    signal?.throwIfAborted();
    const folder = relativePath === "" ? root : join(root, relativePath);
    const subfolders: string[] = [];
    let entries: Dirent<Buffer>[];
    try {
      entries = await limit(() => readdir(folder, { withFileTypes: true, encoding: "buffer" }));
    } catch (error) {
      if (relativePath === "") throw error;
      leave(`${relativePath}/`, "unreadable");
      return subfolders;
    }
    const below = relativePath === "" ? "" : `${relativePath}/`;
    for (let start = 0; start < entries.length; start += BATCH) {
      signal?.throwIfAborted();
      const batch = entries.slice(start, start + BATCH);
      await Promise.all(batch.map((entry) => visit(entry, folder, below, subfolders)));
      onProgress?.(files.length);
    }
    return subfolders;
  };

  const waiting = [""];
  while (waiting.length > 0) {
    const now = waiting.splice(-DISK_CALLS);
    for (const subfolders of await Promise.all(now.map(walkFolder))) {
      for (const subfolder of subfolders) waiting.push(subfolder);
    }
  }
  return { files, leftOut };
}

/** A link out of the card may lead anywhere; a link within it shows a file that is found anyway. */
async function judgeLink(path: string, realRoot: string): Promise<LeftOutReason> {
  const target = await realpath(path).catch(() => undefined);
  if (target === undefined) return "unreadable";
  return pathBelow(realRoot, target) === undefined ? "link-outside" : "ignored";
}
