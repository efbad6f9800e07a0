// Reads a hash list, MHL 1.x or ASC MHL 2.x. Lists are untrusted: size, nesting and entities are bounded.
import { readFile, stat } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { ascMhlEntries, ascMhlTool } from "./asc-mhl-entries.ts";
import { readChainState } from "./asc-chain.ts";
import { decodeXml, EncodingError } from "./decode-xml.ts";
import type { HashList } from "./hash-list.ts";
import { hashListError } from "./hash-list-error.ts";
import { mhlEntries, mhlTool } from "./mhl-entries.ts";
import { attributeOf, childrenOf, parseXml, XmlError, type XmlNode } from "./xml-node.ts";

/** Some 300 000 entries. */
const MAX_BYTES = 64 * 1024 * 1024;

/** The folder of an ASC MHL history, beside the files that it speaks of. */
export const ASC_MHL_FOLDER = "ascmhl";

/**
 * Reads a whole list into memory; never writes.
 *
 * @param path Absolute path of the `.mhl` file.
 * @throws OdailiesError `verify_failed` with `context.fault`: `unreadable`, `too_large`, `not_a_hash_list`, or
 *   `altered` when the chain of its history holds another digest of it. Nothing else.
 */
export async function readMhl(path: string): Promise<HashList> {
  const bytes = await readBytes(path);
  const hashlist = rootOf(bytes, path);
  const version = attributeOf(hashlist, "version")?.trim() ?? "";
  const warnings: string[] = [];
  if (/^1(\.|$)/.test(version)) {
    const entries = mhlEntries(hashlist, warnings);
    return { path, format: "mhl", root: dirname(path), tool: mhlTool(hashlist), entries, warnings };
  }
  if (!/^2(\.|$)/.test(version)) {
    throw hashListError("not_a_hash_list", path, `its version ${JSON.stringify(version)} is neither 1 nor 2`);
  }
  const isInHistory = basename(dirname(path)) === ASC_MHL_FOLDER;
  if (isInHistory) {
    const state = await readChainState(path, bytes);
    if (state === "altered")
      throw hashListError("altered", path, "its history's chain holds another digest of it");
    if (state === "unproven") {
      warnings.push(`No chain proves that the hash list ${basename(path)} is as it was written.`);
    }
  }
  const root = isInHistory ? dirname(dirname(path)) : dirname(path);
  const entries = ascMhlEntries(hashlist, warnings);
  return { path, format: "asc-mhl", root, tool: ascMhlTool(hashlist), entries, warnings };
}

async function readBytes(path: string): Promise<Uint8Array> {
  let facts;
  try {
    facts = await stat(path);
    if (facts.isFile() && facts.size <= MAX_BYTES) return await readFile(path);
  } catch (cause) {
    throw hashListError("unreadable", path, (cause as Error).message, cause);
  }
  throw facts.isFile()
    ? hashListError("too_large", path, `it is larger than ${MAX_BYTES / 1024 / 1024} MiB`)
    : hashListError("unreadable", path, "it is not a file");
}

function rootOf(bytes: Uint8Array, path: string): XmlNode {
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
