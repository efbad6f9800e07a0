// Reads a hash list of any kind, told by its name.
import { basename } from "node:path";
import type { HashList } from "./hash-list.ts";
import { isMhlName } from "./list-names.ts";
import { readChecksumList } from "./read-checksum-list.ts";
import { readMhl } from "./read-mhl.ts";

/** Throws what the reader of its kind throws: `verify_failed` and nothing else. */
export function readHashList(path: string): Promise<HashList> {
  return isMhlName(basename(path)) ? readMhl(path) : readChecksumList(path);
}
