// Reads a plain checksum list (`.md5`, `SHA1SUMS`, `.sfv`, …). Lists are untrusted: their size is bounded.
import { readdir } from "node:fs/promises";
import { basename, dirname, parse } from "node:path";
import { checksumEntries } from "./checksum-entries.ts";
import type { HashList } from "./hash-list.ts";
import { hashListError } from "./hash-list-error.ts";
import { digestsInName, isChecksumListName, withoutListExtension } from "./list-names.ts";
import { readListBytes } from "./read-list-bytes.ts";

/** Some 300 000 entries. */
const MAX_BYTES = 32 * 1024 * 1024;

/**
 * Paths count from the folder of the list; one digest alone is of the file that the list is named after.
 *
 * @param path Absolute path of the list.
 * @throws OdailiesError `verify_failed` with `context.fault`: `unreadable`, `too_large` or `not_a_hash_list`.
 */
export async function readChecksumList(path: string): Promise<HashList> {
  const [root, name] = [dirname(path), basename(path)];
  const text = decode(await readListBytes(path, { maxBytes: MAX_BYTES, within: root }));
  const warnings: string[] = [];
  const onlyFile = await fileNamedBy(root, name);
  const entries = checksumEntries(text, { digests: digestsInName(name), onlyFile }, warnings);
  if (entries.length === 0)
    throw hashListError("not_a_hash_list", path, "none of its lines is a digest and a path");
  return { path, format: "checksums", root, tool: undefined, entries, warnings };
}

/** `A001.md5` beside `A001.mov` is of that file. */
async function fileNamedBy(folder: string, listName: string): Promise<string> {
  const wanted = withoutListExtension(listName);
  const names = await readdir(folder).catch((): string[] => []);
  if (names.includes(wanted)) return wanted;
  const alike = names.filter((name) => parse(name).name === wanted && !isChecksumListName(name, true));
  return alike.length === 1 ? (alike[0] ?? wanted) : wanted;
}

/** UTF-16 by its mark; of the rest what is no UTF-8 was written by a Windows program of old. */
function decode(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return Buffer.from(bytes).toString("latin1");
  }
}
