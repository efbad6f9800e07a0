// The hash lists that speak of a card, and those that should and cannot.
import { findHashLists } from "../../checksums/find-hash-lists.ts";
import type { HashList } from "../../checksums/hash-list.ts";
import { readHashList } from "../../checksums/read-hash-list.ts";
import { rootOfList } from "../../checksums/read-mhl.ts";
import type { Card, FoundFile } from "../../domain/clip.ts";
import { OdailiesError } from "../../domain/errors.ts";

/** `auto`: what is listed must match · `require`: every file must be listed and match · `ignore`: nothing is read. */
export type MhlRule = "auto" | "require" | "ignore";

/** A hash list that proves nothing of the files below `root`, and why. */
export interface UnusableList {
  readonly path: string;
  readonly root: string;
  readonly error: OdailiesError;
}

export interface CardLists {
  readonly lists: readonly HashList[];
  readonly unusable: readonly UnusableList[];
}

/** The hash lists beside and above these files of a card. Throws where a folder of the card cannot be listed. */
export async function readCardLists(
  { root }: Card,
  files: readonly Pick<FoundFile, "relativePath">[],
): Promise<CardLists> {
  const lists: HashList[] = [];
  const unusable: UnusableList[] = [];
  for (const path of await findHashLists(root, files)) {
    try {
      lists.push(await readHashList(path));
    } catch (error) {
      if (!(error instanceof OdailiesError)) throw error;
      unusable.push({ path, root: rootOfList(path), error });
    }
  }
  return { lists, unusable };
}
