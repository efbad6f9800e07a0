// One walk over a part of a watched folder: how every file looks now. Nothing is opened, links are not followed.
import { isUtf8 } from "node:buffer";
import type { Dirent, Stats } from "node:fs";
import { lstat, readdir } from "node:fs/promises";
import { join } from "node:path";
import pLimit from "p-limit";
import { isFolderLeftAlone, sortName } from "./markers.ts";
import type { Look } from "./settle.ts";

export interface Walked {
  /** By path relative to the card, `/` between segments, as on disk. */
  readonly files: ReadonlyMap<string, Look>;
  readonly markers: ReadonlyMap<string, Look>;
  /** Links are no clips: what they lead to is found in its own place, or is none of this card. */
  readonly links: readonly string[];
  /** Folder → inode: a folder that was deleted and made again is another one. */
  readonly folders: ReadonlyMap<string, number>;
}

export interface Walk {
  /** Absolute path. */
  readonly root: string;
  readonly doneFile: string | undefined;
  /** Which folders right below `root` belong to it; default: all. */
  readonly isOwnFolder?: (name: string) => boolean;
}

const DISK_CALLS = 16;
/** Entries handled at a time, so that a folder of 100,000 files does not queue them all. */
const BATCH = 1000;

/** Where a walk stands. */
interface Place {
  readonly folder: string;
  /** The same relative to the root, with a `/` at its end; empty for the root itself. */
  readonly below: string;
  readonly inHashFolder: boolean;
  readonly subfolders: string[];
}

/** Throws the file system's own error where `root` itself cannot be read; what cannot be read below it is not there. */
export async function walkFolder({ root, doneFile, isOwnFolder = () => true }: Walk): Promise<Walked> {
  const limit = pLimit(DISK_CALLS);
  const files = new Map<string, Look>();
  const markers = new Map<string, Look>();
  const folders = new Map<string, number>();
  const links: string[] = [];

  const look = async (entry: Dirent<Buffer>, { folder, below, inHashFolder, subfolders }: Place) => {
    const name = entry.name.toString("utf8");
    const path = `${below}${name}`;
    // No name that is no text could become a clip's.
    if (!isUtf8(entry.name)) return;
    if (entry.isDirectory()) {
      const isOurs = !isFolderLeftAlone(name) && (below !== "" || isOwnFolder(name));
      if (isOurs) subfolders.push(`${path}/`);
      return;
    }
    const kind = sortName(name, inHashFolder, doneFile);
    if (kind === "nothing") return;
    if (entry.isSymbolicLink()) links.push(path);
    if (!entry.isFile()) return;
    const seen = await limit(() => lookAt(join(folder, name)));
    if (seen) (kind === "marker" ? markers : files).set(path, seen);
  };
  const visit = async (below: string): Promise<string[]> => {
    const folder = join(root, below);
    const [stats, entries] = await Promise.all([
      limit(() => lstat(folder)),
      limit(() => readdir(folder, { withFileTypes: true, encoding: "buffer" })),
    ]);
    folders.set(below, stats.ino);
    const subfolders: string[] = [];
    const inHashFolder = /(?:^|\/)ascmhl\/$/i.test(below);
    for (let start = 0; start < entries.length; start += BATCH) {
      const batch = entries.slice(start, start + BATCH);
      await Promise.all(batch.map((entry) => look(entry, { folder, below, inHashFolder, subfolders })));
    }
    return subfolders;
  };

  let waiting = await visit("");
  while (waiting.length > 0) {
    const found = await Promise.all(waiting.map((below) => visit(below).catch(() => [])));
    waiting = found.flat();
  }
  return { files, markers, links, folders };
}

/** Undefined where the file is not there, or not a file any more. */
export async function lookAt(path: string): Promise<Look | undefined> {
  const stats = await lstat(path).catch(() => undefined);
  return stats?.isFile() ? toLook(stats) : undefined;
}

function toLook(stats: Stats): Look {
  return {
    sizeBytes: stats.size,
    mtimeMs: stats.mtimeMs,
    ctimeMs: stats.ctimeMs,
    birthtimeMs: stats.birthtimeMs,
    device: stats.dev,
    inode: stats.ino,
  };
}

/** Names of the folders right below `root` that may be cards. */
export async function listFolders(root: string): Promise<readonly string[]> {
  const entries = await readdir(root, { withFileTypes: true, encoding: "buffer" });
  return entries
    .filter((entry) => entry.isDirectory() && isUtf8(entry.name))
    .map((entry) => entry.name.toString("utf8"))
    .filter((name) => !isFolderLeftAlone(name));
}
