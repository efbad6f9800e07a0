// Which entries of which hash lists speak of a file, however the list's writer spelled its path.
import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import type { HashEntry, HashList } from "./hash-list.ts";

export interface ListedEntry {
  /** Absolute, as the list spells it. */
  readonly path: string;
  readonly list: HashList;
  readonly entry: HashEntry;
}

/** By `loosePath`, in the order of the lists. */
export type ListIndex = ReadonlyMap<string, readonly ListedEntry[]>;

const INDEXES = new WeakMap<readonly HashList[], ListIndex>();

/** The index of one array of lists is made once. */
export function indexOf(lists: readonly HashList[]): ListIndex {
  const known = INDEXES.get(lists);
  if (known) return known;
  const index = new Map<string, ListedEntry[]>();
  for (const list of lists) {
    for (const entry of list.entries) {
      const listed = { path: resolve(list.root, entry.path), list, entry };
      const key = loosePath(listed.path);
      const sharing = index.get(key);
      if (sharing) sharing.push(listed);
      else index.set(key, [listed]);
    }
  }
  INDEXES.set(lists, index);
  return index;
}

/**
 * The entries that speak of the file at `path`. An entry that fits only by another Unicode form, by its case, by back
 * slashes or by percent signs speaks of it where no other file has that very name.
 */
export async function findEntries(path: string, lists: readonly HashList[]): Promise<readonly ListedEntry[]> {
  const near = indexOf(lists).get(loosePath(path)) ?? [];
  if (near.every((listed) => listed.path === path)) return near;
  const own: ListedEntry[] = [];
  for (const listed of near) {
    if (listed.path === path || !(await isOther(listed.path, path))) own.push(listed);
  }
  return own;
}

/** On a disk that ignores case or Unicode forms, both names open the one file. */
async function isOther(listed: string, path: string): Promise<boolean> {
  const [other, file] = await Promise.all([listed, path].map((each) => stat(each).catch(() => undefined)));
  return other !== undefined && !(other.ino === file?.ino && other.dev === file.dev);
}

/** One spelling for all that copy programs on other systems make of a path: `\`, `%20`, another case, NFD. */
export function loosePath(path: string): string {
  return path.replaceAll("\\", "/").split("/").map(decodePercent).join("/").normalize("NFC").toLowerCase();
}

function decodePercent(segment: string): string {
  if (!segment.includes("%")) return segment;
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
