// What a hash list says, whichever dialect it is written in.
import type { HashAlgorithm } from "./hash-algorithm.ts";

export interface ListedHash {
  readonly algorithm: HashAlgorithm;
  /** In the form of `canonicalDigest`. */
  readonly value: string;
}

/** What a list vouches for about one file. */
export interface HashEntry {
  /** Relative to the list's root, `/` between segments, as written; never leads out of the root. */
  readonly path: string;
  readonly sizeBytes: number | undefined;
  /** Only hashes that count: an ASC MHL hash with the action `failed` is left out. May be empty. */
  readonly hashes: readonly ListedHash[];
  /** What the file was called in earlier generations of the list; only where it was renamed. */
  readonly previousPath?: string;
}

export interface HashList {
  /** The manifest's own absolute path. */
  readonly path: string;
  /** `mhl` is MHL 1.x (mediahashlist.org), `asc-mhl` is ASC MHL 2.x, `checksums` a plain list such as `.md5`. */
  readonly format: "mhl" | "asc-mhl" | "checksums";
  /** Absolute path of the folder that the entries are relative to. */
  readonly root: string;
  /** What wrote it, e.g. `Pomfort Silverstack Lab 9.2.3`. */
  readonly tool: string | undefined;
  readonly entries: readonly HashEntry[];
  /** Full sentences about entries that were left out or do not count. */
  readonly warnings: readonly string[];
}
