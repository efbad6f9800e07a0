// Reads a hash list, MHL 1.x or ASC MHL 2.x. Lists are untrusted: size, nesting and entities are bounded.
import { basename, dirname } from "node:path";
import { ascMhlEntries, ascMhlTool } from "./asc-mhl-entries.ts";
import { readChainState } from "./asc-chain.ts";
import { isHistoryFolder } from "../domain/history-folder.ts";
import { decodeXml, EncodingError } from "../files/decode-xml.ts";
import type { HashList } from "./hash-list.ts";
import { hashListError } from "./hash-list-error.ts";
import { mhlEntries, mhlTool } from "./mhl-entries.ts";
import { readListBytes } from "./read-list-bytes.ts";
import { attributeOf, childrenOf, parseXml, XmlError, type XmlNode } from "../files/xml-node.ts";

/** Some 300 000 entries. */
const MAX_BYTES = 64 * 1024 * 1024;

/** The folder that everything a list speaks of lies below. */
export function rootOfList(path: string): string {
  const folder = dirname(path);
  return isHistoryFolder(basename(folder)) ? dirname(folder) : folder;
}

/**
 * Reads a whole list into memory; never writes.
 *
 * @param path Absolute path of the `.mhl` file.
 * @throws OdailiesError `verify_failed` with `context.fault`: `unreadable`, `too_large`, `not_a_hash_list`, or
 *   `altered` when the chain of its history holds another digest of it. Nothing else.
 */
export async function readMhl(path: string): Promise<HashList> {
  const bytes = await readListBytes(path, { maxBytes: MAX_BYTES, within: rootOfList(path) });
  const hashlist = parseHashlist(bytes, path);
  const version = attributeOf(hashlist, "version")?.trim() ?? "";
  const warnings: string[] = [];
  if (/^1(\.|$)/.test(version)) {
    const entries = mhlEntries(hashlist, warnings);
    return { path, format: "mhl", root: dirname(path), tool: mhlTool(hashlist), entries, warnings };
  }
  if (!/^2(\.|$)/.test(version)) {
    throw hashListError("not_a_hash_list", path, `its version ${JSON.stringify(version)} is neither 1 nor 2`);
  }
  const root = rootOfList(path);
  if (root !== dirname(path)) {
    const state = await readChainState(path, bytes);
    if (state === "altered")
      throw hashListError("altered", path, "its history's chain holds another digest of it");
    if (state === "unproven") {
      warnings.push(`No chain proves that the hash list ${basename(path)} is as it was written.`);
    }
  }
  const entries = ascMhlEntries(hashlist, warnings);
  return { path, format: "asc-mhl", root, tool: ascMhlTool(hashlist), entries, warnings };
}

function parseHashlist(bytes: Uint8Array, path: string): XmlNode {
  let document: XmlNode;
  try {
    document = parseXml(decodeXml(bytes));
  } catch (cause) {
    if (!(cause instanceof XmlError || cause instanceof EncodingError)) throw cause;
    throw hashListError("not_a_hash_list", path, cause.message, cause);
  }
  const [hashlist, ...more] = childrenOf(document, "hashlist");
  if (!hashlist || more.length > 0) {
    throw hashListError("not_a_hash_list", path, "it does not hold one hashlist element");
  }
  return hashlist;
}
