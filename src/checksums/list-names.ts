// By which names hash lists are known: those of MHL, and the plain lists of md5sum, xxhsum and copy programs.
import type { HashAlgorithm } from "./hash-algorithm.ts";

/** What the digests of such a list are; those without a word in the name are told by their length. */
const EXTENSIONS: Readonly<Record<string, HashAlgorithm | undefined>> = {
  ...{ md5: "md5", md5sum: "md5", sha1: "sha1", sha1sum: "sha1", sha256: "sha256", sha256sum: "sha256" },
  ...{ sha512: "sha512", sha512sum: "sha512", sfv: "crc32", c4: "c4" },
  ...{ xxh: undefined, xxhash: undefined, xxh32: "xxh32", xxh64: "xxh64", xxh3: "xxh3", xxh128: "xxh128" },
};

/** `MD5SUMS`, `SHA256SUMS`, `XXH64SUMS`, as people call what they write with `md5sum * > …`. */
const SUMS = /^(md5|sha1|sha256|sha512|xxh32|xxh64|xxh3|xxh128)sums?(?:\.txt)?$/i;
/** Only beside the clips: elsewhere such a name may be anybody's. */
const PLAIN_TEXT = /^(?:checksums?|hash(?:es)?|.*[._-](?:md5|sha1|sha256|xxh(?:ash)?(?:64|128)?))\.txt$/i;

/** `._A001.mhl` is a companion file of macOS. */
export function isMhlName(name: string): boolean {
  return /^(?!\._).+\.mhl$/i.test(name);
}

/** A list of one digest and one path per line. `isBeside`: it lies on the card, not above it. */
export function isChecksumListName(name: string, isBeside: boolean): boolean {
  if (name.startsWith("._")) return false;
  return extensionOf(name) in EXTENSIONS || SUMS.test(name) || (isBeside && PLAIN_TEXT.test(name));
}

/** Undefined where the name does not say it. */
export function algorithmInName(name: string): HashAlgorithm | undefined {
  return EXTENSIONS[extensionOf(name)] ?? (SUMS.exec(name)?.[1]?.toLowerCase() as HashAlgorithm | undefined);
}

/** Of a list that speaks of one file alone: `A001.mov.md5` → `A001.mov`. */
export function withoutListExtension(name: string): string {
  return extensionOf(name) in EXTENSIONS ? name.slice(0, name.lastIndexOf(".")) : name;
}

function extensionOf(name: string): string {
  const at = name.lastIndexOf(".");
  return at < 1 ? "" : name.slice(at + 1).toLowerCase();
}
