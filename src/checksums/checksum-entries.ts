// The lines of a plain checksum list: of GNU and BSD tools, of TeraCopy and its like, of SFV.
import { canonicalDigest, HASH_ALGORITHMS, type HashAlgorithm } from "./hash-algorithm.ts";
import type { HashEntry, ListedHash } from "./hash-list.ts";
import { listedPath } from "./listed-path.ts";

export interface ChecksumText {
  /** What the name of the list says of its digests: one of these they are. */
  readonly digests: readonly HashAlgorithm[] | undefined;
  /** The file that a digest without a path is of. */
  readonly onlyFile: string;
}

/** `d41d8…  A001.mov`, `d41d8… *A001.mov`; GNU writes a back slash in front where the name holds one. */
const GNU = /^(\\?)([0-9a-f]{8,128}|c4[0-9a-z]{88}|xxh3_[0-9a-f]{16})(?:[\t ]+\*?)(\S.*)$/i;
/** `MD5 (A001.mov) = d41d8…`. */
const BSD = /^([a-z0-9-]{2,12})\s?\((.+)\)\s?=\s?([0-9a-f]{8,128})$/i;
/** `A001.mov 1A2B3C4D`. */
const SFV = /^(.*\S)\s+([0-9a-f]{8})$/i;
const BARE = /^([0-9a-f]{8,128}|c4[0-9a-z]{88})$/i;
const COMMENT = /^(?:$|[;#%]|\/\/)/;

/** Of digests that nothing names: no two of these have the same length. */
const UNNAMED: readonly HashAlgorithm[] = ["xxh32", "xxh64", "md5", "sha1", "sha256", "sha512", "c4"];

/** Sentences about lines that cannot be used are pushed onto `warnings`. */
export function checksumEntries(
  text: string,
  { digests = UNNAMED, onlyFile }: ChecksumText,
  warnings: string[],
): readonly HashEntry[] {
  return text.split(/\r\n|\r|\n/).flatMap((written, at) => {
    const line = written.trim();
    if (COMMENT.test(line)) return [];
    const read = readLine(line, digests, onlyFile);
    const path = listedPath(read?.path);
    if (read?.hash === undefined || path === undefined) {
      const why =
        read?.hash === undefined ? "it holds no digest that is known" : "it names no file below the list";
      warnings.push(`Line ${at + 1} of the list is left out: ${why}.`);
      return [];
    }
    return { path, sizeBytes: undefined, hashes: [read.hash] };
  });
}

interface ReadLine {
  readonly hash: ListedHash | undefined;
  readonly path: string;
}

function readLine(line: string, digests: readonly HashAlgorithm[], onlyFile: string): ReadLine | undefined {
  const bsd = BSD.exec(line);
  if (bsd) return { hash: hashOf(bsd[3], taggedAs(bsd[1])), path: bsd[2] ?? "" };
  const sfv = digests.includes("crc32") ? SFV.exec(line) : undefined;
  if (sfv) return { hash: hashOf(sfv[2], digests), path: sfv[1] ?? "" };
  const gnu = GNU.exec(line);
  if (gnu)
    return { hash: hashOf(gnu[2], digests), path: gnu[1] === "" ? (gnu[3] ?? "") : unescaped(gnu[3] ?? "") };
  const bare = BARE.exec(line);
  return bare ? { hash: hashOf(bare[1], digests), path: onlyFile } : undefined;
}

/** OpenSSL writes `SHA2-256`. None of a tag that is not known, such as `BLAKE2b`, whose digests look like others. */
function taggedAs(tag = ""): readonly HashAlgorithm[] {
  const name = tag.toLowerCase().replace(/^sha2?-/, "sha");
  return HASH_ALGORITHMS.filter((algorithm) => algorithm === name);
}

function hashOf(text = "", digests: readonly HashAlgorithm[]): ListedHash | undefined {
  const digest = text.replace(/^xxh3_/i, "");
  for (const algorithm of digest === text ? digests : (["xxh3"] as const)) {
    const value = canonicalDigest(algorithm, digest);
    if (value !== undefined) return { algorithm, value };
  }
  return undefined;
}

function unescaped(path: string): string {
  return path.replaceAll(/\\([\\nr])/g, (_, sign: string) => (sign === "\\" ? "\\" : "\n"));
}
