// MHL 1.x (mediahashlist.org, MediaHashList_v1_1.xsd): the entries of a parsed list.
import { canonicalDigest } from "./hash-algorithm.ts";
import type { HashEntry, ListedHash } from "./hash-list.ts";
import { listedPath, listedSize } from "./listed-path.ts";
import { childOf, childrenOf, textOf, type XmlNode } from "../files/xml-node.ts";

/** How each element writes its digest. `null` vouches for the size alone. */
const READERS: Readonly<Record<string, (text: string) => ListedHash | undefined>> = {
  md5: (text) => hash("md5", text),
  sha1: (text) => hash("sha1", text),
  xxhash: (text) => hash("xxh32", hexOfDecimal(text)),
  xxhash64: (text) => hash("xxh64", reversedBytes(text)),
  xxhash64be: (text) => hash("xxh64", text),
};

/** Sentences about what cannot be used are pushed onto `warnings`. */
export function mhlEntries(hashlist: XmlNode, warnings: string[]): readonly HashEntry[] {
  return childrenOf(hashlist, "hash").flatMap((node) => {
    const written = textOf(childOf(node, "file"));
    const path = listedPath(written);
    if (path === undefined) {
      warnings.push(
        `An entry for ${JSON.stringify(written ?? "")} is left out: it names no file below the list.`,
      );
      return [];
    }
    const hashes = Object.entries(READERS).flatMap(([element, read]) =>
      childrenOf(node, element).flatMap((child) => {
        const listed = read((textOf(child) ?? "").trim());
        if (!listed)
          warnings.push(`The ${element} of ${JSON.stringify(path)} is not such a digest and does not count.`);
        return listed ?? [];
      }),
    );
    return { path, sizeBytes: listedSize(textOf(childOf(node, "size"))), hashes };
  });
}

/** Name of the tool as MHL 1.x writes it. */
export function mhlTool(hashlist: XmlNode): string | undefined {
  return textOf(childOf(childOf(hashlist, "creatorinfo"), "tool"));
}

function hash(algorithm: ListedHash["algorithm"], text: string): ListedHash | undefined {
  const value = canonicalDigest(algorithm, text);
  return value === undefined ? undefined : { algorithm, value };
}

/** `xxhash` is a 32-bit xxHash written as a decimal of ten digits. */
function hexOfDecimal(text: string): string {
  const value = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
  return value <= 0xffff_ffff ? value.toString(16).padStart(8, "0") : "";
}

/** `xxhash64`, deprecated, is a 64-bit xxHash written with its least significant byte first. */
function reversedBytes(text: string): string {
  return (text.match(/../g) ?? []).toReversed().join("");
}
