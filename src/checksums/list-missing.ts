// What hash lists name and the disk does not hold. Pure: names alone.
import { resolve, sep } from "node:path";
import type { HashList } from "./hash-list.ts";
import { indexOf, loosePath } from "./list-index.ts";

export interface MissingEntry {
  /** Relative to the card, `/` between segments, as the list spells it. */
  readonly relativePath: string;
  /** The list that names it, by its path. */
  readonly list: string;
}

export interface MissingSearch {
  /** Absolute path of the card; what a list says of other folders does not count. */
  readonly root: string;
  /** Everything that is on it: absolute paths. */
  readonly present: readonly string[];
}

/** Each file once. Names are compared as loosely as they are for verifying; what was renamed since is not missing. */
export function listMissing(
  lists: readonly HashList[],
  { root, present }: MissingSearch,
): readonly MissingEntry[] {
  const there = new Set(present.map(loosePath));
  const renamed = new Set(
    lists.flatMap(({ root: top, entries }) =>
      entries.flatMap(({ previousPath }) =>
        previousPath === undefined ? [] : loosePath(resolve(top, previousPath)),
      ),
    ),
  );
  const card = segmentsOf(root);
  const prefix = `${loosePath(card.join("/"))}/`;
  return [...indexOf(lists)].flatMap(([key, [first]]) => {
    if (!first || there.has(key) || renamed.has(key) || !key.startsWith(prefix)) return [];
    const relativePath = segmentsOf(first.path).slice(card.length).join("/");
    return { relativePath, list: first.list.path };
  });
}

function segmentsOf(path: string): readonly string[] {
  return path.replaceAll(sep, "/").replaceAll("\\", "/").replace(/\/$/, "").split("/");
}
