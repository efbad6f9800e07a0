// The lines of a plain checksum list: of GNU and BSD tools, of TeraCopy and its like, of SFV.
import { canonicalDigest, type HashAlgorithm } from "./hash-algorithm.ts";
import type { HashEntry, ListedHash } from "./hash-list.ts";
import { listedPath } from "./listed-path.ts";

export interface ChecksumText {
  /** What the name of the list says of its digests. */
  readonly algorithm: HashAlgorithm | undefined;
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

const BY_LENGTH: ReadonlyMap<number, HashAlgorithm> = new Map([
  [8, "xxh32"],
  [16, "xxh64"],
  [32, "md5"],
  [40, "sha1"],
  [64, "sha256"],
  [128, "sha512"],
  [90, "c4"],
]);

/** Sentences about lines that cannot be used are pushed onto `warnings`. */
export function checksumEntries(
  text: string,
  { algorithm, onlyFile }: ChecksumText,
  warnings: string[],
): readonly HashEntry[] {
  return text.split(/\r\n|\r|\n/).flatMap((written, at) => {
    const line = written.trim();
    if (COMMENT.test(line)) return [];
    const read = readLine(line, algorithm, onlyFile);
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

function readLine(line: string, named: HashAlgorithm | undefined, onlyFile: string): ReadLine | undefined {
  const bsd = BSD.exec(line);
  if (bsd) return { hash: hashOf(bsd[3], algorithmOf(bsd[1]) ?? named), path: bsd[2] ?? "" };
  const sfv = named === "crc32" ? SFV.exec(line) : undefined;
  if (sfv) return { hash: hashOf(sfv[2], named), path: sfv[1] ?? "" };
  const gnu = GNU.exec(line);
  if (gnu)
    return { hash: hashOf(gnu[2], named), path: gnu[1] === "" ? (gnu[3] ?? "") : unescaped(gnu[3] ?? "") };
  const bare = BARE.exec(line);
  return bare ? { hash: hashOf(bare[1], named), path: onlyFile } : undefined;
}

function algorithmOf(tag = ""): HashAlgorithm | undefined {
  const name = tag.toLowerCase().replace("-", "");
  const known = [...BY_LENGTH.values(), "xxh3", "xxh128"] as const;
  return known.find((algorithm) => algorithm === name);
}

function hashOf(text = "", algorithm: HashAlgorithm | undefined): ListedHash | undefined {
  const digest = text.replace(/^xxh3_/i, "");
  const chosen = digest === text ? (algorithm ?? BY_LENGTH.get(digest.length)) : "xxh3";
  // xxhsum writes xxh64, 128 bits on demand, whatever the list is called.
  const value = chosen && canonicalDigest(chosen, digest);
  return chosen && value !== undefined ? { algorithm: chosen, value } : undefined;
}

function unescaped(path: string): string {
  return path.replaceAll(/\\([\\nr])/g, (_, sign: string) => (sign === "\\" ? "\\" : "\n"));
}
