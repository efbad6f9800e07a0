// ASC MHL 2.x (ascmitc/mhl-specification, ASCMHL.xsd): the entries of a parsed manifest.
import { canonicalDigest, HASH_ALGORITHMS } from "./hash-algorithm.ts";
import type { HashEntry, ListedHash } from "./hash-list.ts";
import { listedPath, listedSize } from "./listed-path.ts";
import { attributeOf, childOf, childrenOf, textOf, type XmlNode } from "../files/xml-node.ts";

/** A digest with the action `failed` records what a damaged file looked like; it never counts. */
const COUNTED_ACTIONS: ReadonlySet<string> = new Set(["original", "verified"]);

/** Folders (`directoryhash`) are left out. Sentences about what cannot be used are pushed onto `warnings`. */
export function ascMhlEntries(hashlist: XmlNode, warnings: string[]): readonly HashEntry[] {
  return childrenOf(childOf(hashlist, "hashes"), "hash").flatMap((node) => {
    const pathNode = childOf(node, "path");
    const written = textOf(pathNode);
    const path = listedPath(written);
    if (path === undefined) {
      warnings.push(
        `An entry for ${JSON.stringify(written ?? "")} is left out: it names no file below the list.`,
      );
      return [];
    }
    const { hashes, hasFailed } = hashesOf(node, path, warnings);
    if (hasFailed) warnings.push(`${JSON.stringify(path)} failed a verification that this list records.`);
    if (hasFailed && hashes.length === 0) return [];
    const previousPath = listedPath(textOf(childOf(node, "previousPath")));
    const sizeBytes = listedSize(attributeOf(pathNode, "size"));
    const entry = { path, sizeBytes, hashes };
    return previousPath === undefined ? entry : Object.assign(entry, { previousPath });
  });
}

/** Name and version of the tool, e.g. `o/COPY 0.9.2`. */
export function ascMhlTool(hashlist: XmlNode): string | undefined {
  const tool = childOf(childOf(hashlist, "creatorinfo"), "tool");
  const words = [textOf(tool), attributeOf(tool, "version")].filter(
    (word) => word !== undefined && word !== "",
  );
  return words.length > 0 ? words.join(" ") : undefined;
}

function hashesOf(node: XmlNode, path: string, warnings: string[]) {
  const hashes: ListedHash[] = [];
  let hasFailed = false;
  for (const [element, algorithm] of ELEMENTS) {
    for (const child of childrenOf(node, element)) {
      const value = canonicalDigest(algorithm, textOf(child) ?? "");
      const action = attributeOf(child, "action") ?? "original";
      if (action === "failed") hasFailed = true;
      else if (value === undefined || !COUNTED_ACTIONS.has(action)) {
        warnings.push(`The ${element} of ${JSON.stringify(path)} does not count: it is not such a digest.`);
      } else hashes.push({ algorithm, value });
    }
  }
  return { hashes, hasFailed };
}

const ELEMENTS = HASH_ALGORITHMS.filter((algorithm) => algorithm !== "xxh32").map(
  (algorithm) => [algorithm, algorithm] as const,
);
