// What passes between a run and a destination.
import type { Action, Role } from "./clip.ts";
import type { ClipMetadata, MetadataProperty } from "./metadata.ts";
import type { Rational } from "./rational.ts";

/** A clip as the destination knows it. */
export interface RemoteClip {
  readonly name: string;
  /** Only fields that are set there: null, absent and empty are left out. */
  readonly metadata: ClipMetadata;
}

/** What is known of a clip by the time that one of its files goes out. */
export interface OutgoingClip {
  readonly metadata: ClipMetadata;
  /** Absolute path of the file on the card that the one which is sent is, or is made from. */
  readonly source: string;
  /** The picture of the file that is sent; undefined of a still. */
  readonly picture?: {
    readonly frameRate: Rational | undefined;
    /** As stored. */
    readonly width: number;
    readonly height: number;
    readonly frameCount: number | undefined;
  };
  readonly seconds?: number;
}

/** What a system itself names things by, e.g. the id of an upload that was begun. Nothing in it is secret. */
export type RemoteIds = Readonly<Record<string, string>>;

/** A file on its way out. `path` is read front to back: once, where the system wants no digest or part before the whole. */
export interface OutgoingFile {
  readonly role: Role | "ale";
  readonly clipName: string;
  readonly path: string;
  readonly sizeBytes: number;
  readonly mtimeMs: number;
  readonly action: Action;
  /** For a system that wants to know the clip before the bytes. Undefined of an ALE, and of files sent by hand. */
  describe?(): Promise<OutgoingClip>;
}

/** New values for one clip: only fields to be changed, never null, never empty text in `metadata`. */
export interface ClipPatch {
  readonly name: string;
  readonly metadata: ClipMetadata;
  /** Fields that are not set any more; only for a destination that can blank a field. */
  readonly blank?: readonly MetadataProperty[];
}

/** What became of a batch of patches. A clip is in exactly one of `patched` and `refused`. */
export interface PatchReport {
  /** By clip name: the fields that the destination took. */
  readonly patched: ReadonlyMap<string, ClipMetadata>;
  readonly refused: readonly { readonly name: string; readonly message: string }[];
  /** Fields that this destination or API version cannot hold, by clip name. Never silently dropped. */
  readonly unsupported: ReadonlyMap<string, readonly MetadataProperty[]>;
}

export interface Transfer {
  readonly signal: AbortSignal;
  /** Bytes of this file moved so far, of its total; may start over after a retry. */
  readonly onProgress: (bytesDone: number) => void;
  /** A fresh hasher for each attempt. */
  readonly newHasher: (sizeBytes: number) => FileHasher;
  /**
   * What this or an earlier run kept for the clip's files. For the role that is sent: of an attempt at this very file
   * which did not come to its end, so that this one can go on in the middle. For others: the newest.
   */
  kept(role: OutgoingFile["role"]): RemoteIds;
  /** Keeps more for this file, beside what is kept of it already; on disk before it comes back. */
  keep(ids: RemoteIds): void;
}

/** Digests of one file, lower-case hex; xxh64 has seed 0 and is written most significant byte first. */
export interface FileHashes {
  readonly xxh64: string;
  readonly sha256: string;
  readonly md5: string;
}

/** Fed with the bytes while they are read for upload, so that a file is read once. */
export interface FileHasher {
  /** Takes the bytes before it comes back; more may follow once the promise, if there is one, is fulfilled. */
  update(chunk: Uint8Array): void | Promise<void>;
  /** To be called once, at the end. */
  digest(): FileHashes | Promise<FileHashes>;
}
