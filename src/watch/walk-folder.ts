// One walk over a part of a watched folder: how every file looks now. Nothing is opened, links are not followed.
import { isUtf8 } from "node:buffer";
import type { Dirent, Stats } from "node:fs";
import { lstat, readdir } from "node:fs/promises";
import { basename, join } from "node:path";
import pLimit from "p-limit";
import { isHistoryFolder } from "../domain/history-folder.ts";
import type { CardTop } from "../plan/map-files.ts";
import { isFolderLeftAlone, sortName } from "./markers.ts";
import type { Look } from "./settle.ts";

export interface Walked {
  /** By path relative to the card, `/` between segments, as on disk. */
  readonly files: ReadonlyMap<string, Look>;
  readonly markers: ReadonlyMap<string, Look>;
  /** Links are no clips: what they lead to is found in its own place, or is none of this card. */
  readonly links: readonly string[];
  /** By path relative to the card with a `/` at its end; empty for the card itself. */
  readonly folders: ReadonlyMap<string, FolderLook>;
}

/** How a folder looked before its names were read. */
export interface FolderLook {
  /** A folder that was deleted and made again under its name has another one, or the same and another birth. */
  readonly inode: number;
  readonly birthtimeMs: number;
  /** Changes when a name in it comes or goes (POSIX). */
  readonly mtimeMs: number;
}

export interface Walk {
  /** Absolute path. */
  readonly root: string;
  readonly doneFile: string | undefined;
  /** Which folders right below `root` belong to it; default: all. */
  readonly isOwnFolder?: (name: string) => boolean;
  /** So many calls to the disk at a time. */
  readonly diskCalls?: number;
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
export async function walkFolder(walk: Walk): Promise<Walked> {
  const { root, doneFile, isOwnFolder = () => true, diskCalls = DISK_CALLS } = walk;
  const limit = pLimit(diskCalls);
  const files = new Map<string, Look>();
  const markers = new Map<string, Look>();
  const folders = new Map<string, FolderLook>();
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
    const { ino, birthtimeMs, mtimeMs } = await limit(() => lstat(folder));
    const entries = await limit(() => readdir(folder, { withFileTypes: true, encoding: "buffer" }));
    folders.set(below, { inode: ino, birthtimeMs, mtimeMs });
    const subfolders: string[] = [];
    const inHashFolder = isHistoryFolder(basename(below));
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

/** Has no name come or gone in these folders since they were walked? Far cheaper than a walk of many files. */
export async function isAsWalked(root: string, folders: Walked["folders"]): Promise<boolean> {
  for (const [path, { inode, mtimeMs }] of folders) {
    const stats = await lstat(join(root, path)).catch(() => undefined);
    if (stats?.ino !== inode || stats.mtimeMs !== mtimeMs) return false;
  }
  return true;
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

/** What lies right below `root`, as far as it may be a card or a part of one. */
export async function listTop(root: string): Promise<Omit<CardTop, "name">> {
  const entries = (await readdir(root, { withFileTypes: true, encoding: "buffer" }))
    .filter((entry) => isUtf8(entry.name))
    .map((entry) => ({ name: entry.name.toString("utf8"), isFolder: entry.isDirectory() }));
  const named = (isFolder: boolean) =>
    entries.filter((entry) => entry.isFolder === isFolder).map(({ name }) => name);
  return { folders: named(true).filter((name) => !isFolderLeftAlone(name)), files: named(false) };
}
