// By which names hash lists are known: those of MHL, and the plain lists of md5sum, xxhsum and copy programs.
import type { HashAlgorithm } from "./hash-algorithm.ts";

type Digests = readonly HashAlgorithm[];

/** What xxhsum writes, one or the other as it is asked: told apart by their length. */
const OF_XXHSUM: Digests = ["xxh64", "xxh128", "xxh32"];

/** What the digests of such a list may be. */
const EXTENSIONS: ReadonlyMap<string, Digests> = new Map<string, Digests>([
  ...(["md5", "sha1", "sha256", "sha512"] as const).flatMap((name): readonly [string, Digests][] => [
    [name, [name]],
    [`${name}sum`, [name]],
  ]),
  ...(["xxh32", "xxh64", "xxh3", "xxh128", "c4"] as const).map((name): [string, Digests] => [name, [name]]),
  ["sfv", ["crc32"]],
  ["xxh", OF_XXHSUM],
  ["xxhash", OF_XXHSUM],
]);

/** `MD5SUMS`, `SHA256SUMS`, `XXH64SUMS`, as people call what they write with `md5sum * > …`. */
const SUMS = /^(md5|sha1|sha256|sha512|xxh32|xxh64|xxh3|xxh128)sums?(?:\.txt)?$/i;
/** Only beside the clips: elsewhere such a name may be anybody's. */
const PLAIN_TEXT = /^(?:checksums?|hash(?:es)?|.*[._-](?:md5|sha1|sha256|xxh(?:ash)?(?:64|128)?))\.txt$/i;
const XXH_TEXT = /[._-]xxh(?:ash)?(?:64|128)?\.txt$/i;

/** `._A001.mhl` is a companion file of macOS. */
export function isMhlName(name: string): boolean {
  return /^(?!\._).+\.mhl$/i.test(name);
}

/** A list of one digest and one path per line. `isBeside`: it lies on the card, not above it. */
export function isChecksumListName(name: string, isBeside: boolean): boolean {
  if (name.startsWith("._")) return false;
  return EXTENSIONS.has(extensionOf(name)) || SUMS.test(name) || (isBeside && PLAIN_TEXT.test(name));
}

/** What the name says of the digests: one of these they are. Undefined where it says nothing. */
export function digestsInName(name: string): Digests | undefined {
  const word = SUMS.exec(name)?.[1]?.toLowerCase() as HashAlgorithm | undefined;
  if (word) return [word];
  return XXH_TEXT.test(name) ? OF_XXHSUM : EXTENSIONS.get(extensionOf(name));
}

/** Of a list that speaks of one file alone: `A001.mov.md5` → `A001.mov`. */
export function withoutListExtension(name: string): string {
  return EXTENSIONS.has(extensionOf(name)) ? name.slice(0, name.lastIndexOf(".")) : name;
}

function extensionOf(name: string): string {
  const at = name.lastIndexOf(".");
  return at < 1 ? "" : name.slice(at + 1).toLowerCase();
}
