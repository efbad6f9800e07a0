// What a system that takes clips has to do, and what it may be able to do besides.
import type {
  ClipPatch,
  FileHashes,
  OutgoingFile,
  PatchReport,
  RemoteClip,
  Transfer,
} from "../domain/delivery.ts";
import type { Receipt, Role } from "../domain/clip.ts";
import type { MetadataProperty } from "../domain/metadata.ts";

/** What a system takes. Fields that it does not take are not lost: nobody promised them to it. */
export interface Takes {
  /** Files of other roles are not made for it. */
  readonly roles: readonly Role[];
  /** Does it import ALE files? */
  readonly ale: boolean;
  /** Properties that it has a place for. */
  readonly fields: "all" | readonly MetadataProperty[];
  /** When metadata goes: once the graded file is up, or not at all. */
  readonly metadata: "after-graded" | "never";
  /** Can a value be taken out again, so that nothing is set? Where it is not known, it cannot. */
  readonly blanks: boolean;
  /** How many files it takes at the same time; undefined for as many as the line carries. */
  readonly filesAtOnce?: number;
}

/** `broken`: nobody can see it, and it has to be sent again; `reason` is a sentence. */
export type Readiness =
  | { readonly state: "ready" | "processing" }
  | { readonly state: "broken"; readonly reason: string };

/** A job as the system knows it: only `id` is sure, the other keys and values are the system's own. */
export interface RemoteJob {
  readonly id: string;
  readonly [key: string]: unknown;
}

/** Jobs by hand. Both reads throw what the methods of `Destination` throw, and `usage` where the system has no jobs. */
export interface JobCalls {
  /** All, or with `since` (ISO 8601 with a zone) those of then and later. */
  list(since: string | undefined, signal: AbortSignal): Promise<readonly RemoteJob[]>;
  /** Undefined where there is no such job, or where the system has no jobs at all: `list` tells the two apart. */
  get(id: string, signal: AbortSignal): Promise<RemoteJob | undefined>;
  /**
   * May notify the crew: never called but on a person's word, and never tried twice by itself once it may have
   * arrived. Throws `metadata_refused` where the system does not take it.
   */
  patch(
    id: string,
    values: Readonly<Record<string, string | number | boolean>>,
    signal: AbortSignal,
  ): Promise<void>;
}

/**
 * Where clips go. All methods may be called at once from several places after `open`, and may be repeated:
 * sending the same file twice replaces it by itself, patching twice leaves the same values.
 * Every method throws `OdailiesError` with one of `destination_unreachable` (retryable), `token_refused`,
 * `permission_missing`, `reply_not_understood`, `project_not_found`, `upload_failed`, and stops at once when
 * its signal is aborted, throwing the signal's reason. No error, label or id holds a token or a signed URL.
 */
export interface Destination {
  /** For people: `o/DAILIES project P at https://odailies.com`. */
  readonly label: string;
  /** Stable and unique per project: names the folder that the state lives in. Letters, digits, `-`, `_`, `.`. */
  readonly id: string;
  readonly takes: Takes;
  /**
   * Reaches the system, checks what can be checked without changing anything, and gives every clip of the project by its
   * name, as spelled there: one round, not two. Gives up soon: a person waits.
   */
  open(signal: AbortSignal): Promise<ReadonlyMap<string, RemoteClip>>;
  /** Every clip of the project again, for whoever waits for something to appear. */
  list(signal: AbortSignal): Promise<ReadonlyMap<string, RemoteClip>>;
  /**
   * One clip by the system's call for one; undefined where there is no such clip or no such call: `list` tells the two
   * apart. May be called without `open`.
   */
  get?(name: string, signal: AbortSignal): Promise<RemoteClip | undefined>;
  /** After `open`: does `get` tell for sure that there is no such clip? Default: no. */
  isGetSure?(): boolean;
  /** Where a file goes, e.g. `_graded/NAME.mp4`. Pure. */
  keyOf(file: Pick<OutgoingFile, "role" | "clipName">): string;
  /** Sends a whole file and resolves once the system has it. Reads it front to back with a bounded buffer. */
  send(file: OutgoingFile, transfer: Transfer): Promise<Receipt>;
  /**
   * Sends new values in as few requests as it can; one refused clip never costs another its values. Patch only clips
   * that `list` shows: not every system says when there is no such clip.
   */
  patch(patches: readonly ClipPatch[], signal: AbortSignal): Promise<PatchReport>;
  /**
   * What the system holds under a key now, read to its end; undefined where it holds nothing. There only where files
   * can be read back: o/DAILIES documents no way to.
   */
  readBack?(
    key: string,
    signal: AbortSignal,
  ): Promise<(FileHashes & { readonly sizeBytes: number }) | undefined>;
  /**
   * How far the system is with a file that it had taken and still worked on when its receipt was written. There only
   * where `send` gives receipts that say so.
   */
  readiness?(receipt: Receipt, signal: AbortSignal): Promise<Readiness>;
  /** There only where the system has jobs. */
  readonly jobs?: JobCalls;
  close(): Promise<void>;
}
