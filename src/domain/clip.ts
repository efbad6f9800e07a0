// A clip grows by type from stage to stage, so that no stage can be called too early.
import type { Finding } from "./finding.ts";
import type { ClipLook } from "./look.ts";
import type { MediaFacts, ProbeProblem } from "./media-facts.ts";

export const VIDEO_ROLES = ["graded", "log"] as const;
export type VideoRole = (typeof VIDEO_ROLES)[number];

/** A file's place in a clip; also the folder at the destination. */
export const ROLES = [...VIDEO_ROLES, "thumbnail"] as const;
export type Role = (typeof ROLES)[number];

/** A folder that the user named: an offloaded card, or a folder of dailies. */
export interface Card {
  /** Absolute path of the folder. */
  readonly root: string;
  /** The folder's own name, for people and for state. */
  readonly name: string;
}

export interface FoundFile {
  /** Absolute path, built of the exact bytes that the directory listing gave. */
  readonly path: string;
  /** Relative to the card's root, `/` between segments, as on disk. */
  readonly relativePath: string;
  readonly sizeBytes: number;
  readonly mtimeMs: number;
  /**
   * Of a recording that the camera has split over several files: all of them in their order, this one first, and none
   * with parts of its own. Size and time above are this file's alone. Undefined where the file is all there is.
   */
  readonly parts?: readonly FoundFile[];
}

/** The files that make up one video file: itself, or all its parts in their order. */
export function filesOfSource(file: FoundFile): readonly FoundFile[] {
  return file.parts ?? [file];
}

/** One take of one camera, with every file that belongs to it. At least one of graded and log is there. */
export interface FoundClip {
  /** The key at every destination: NFC, no extension, no variant suffix. */
  readonly name: string;
  readonly card: Card;
  /** Id of the layout that recognised it, e.g. `odailies-folders`, `sony-m4root`, `flat`. */
  readonly layout: string;
  /** Camera roll, e.g. `A001`; undefined where neither name nor folder tells. */
  readonly roll: string | undefined;
  /** Camera letter, e.g. `A`. */
  readonly camera: string | undefined;
  /** `yyyyMMdd` where the clip's name holds a full date. */
  readonly date: string | undefined;
  readonly graded?: FoundFile;
  readonly log?: FoundFile;
  readonly thumbnail?: FoundFile;
  /** What its graded picture gets; then `graded` is the file that it is made from, and may be the LOG file itself. */
  readonly look?: ClipLook;
  /** Files beside the clip that tell something about it (XML, SRT). */
  readonly sidecars: readonly FoundFile[];
}

/** What probing one video file gave: facts, or why there are none. */
export type ProbedFile =
  | { readonly file: FoundFile; readonly facts: MediaFacts }
  | { readonly file: FoundFile; readonly problem: ProbeProblem };

/** One file that a clip owes to a destination that takes files of its role. */
export interface OwedFile {
  readonly role: Role;
  /** The file on the card that it is, or is made from. */
  readonly source: FoundFile;
  /** Names what decides how it is made: with another recipe it would be another file. */
  readonly recipe: string;
}

/** A clip with all that it owes: decided once, carried out here or elsewhere, now or later. */
export interface ClipPlan extends FoundClip {
  readonly owes: readonly OwedFile[];
}

/** The file of this role, if the clip owes one. */
export function owedFile(plan: ClipPlan, role: Role): OwedFile | undefined {
  return plan.owes.find((file) => file.role === role);
}

export interface ProbedClip extends ClipPlan {
  readonly probed: Readonly<Partial<Record<VideoRole, ProbedFile>>>;
}

/** How a file gets to the destination. `still` is a thumbnail that was made. */
export type Action = "passthrough" | "remux" | "encode" | "still";

export interface CheckedClip extends ProbedClip {
  readonly findings: readonly Finding[];
  /** What is to be done with each video file that is there; `reject` where an error finding cannot be mended. */
  readonly verdicts: Readonly<Partial<Record<VideoRole, Verdict>>>;
}

export type Verdict = "passthrough" | "remux" | "encode" | "reject";

/** A file that may be sent as it is: checked, complete, unchanged since. */
export interface ReadyFile {
  readonly role: Role;
  readonly path: string;
  readonly sizeBytes: number;
  readonly mtimeMs: number;
  readonly action: Action;
  /** The file on the card that it was made from. */
  readonly source: FoundFile;
}

/** Proof that one file is at the destination. */
export interface Receipt {
  readonly role: Role | "ale";
  /** Where it is, e.g. `_graded/A001C001.mp4`. */
  readonly key: string;
  readonly bytes: number;
  /** Lower-case hex, seed 0, big-endian. */
  readonly xxh64: string;
  readonly sha256: string;
  readonly md5: string;
  readonly action: Action;
  /** ISO 8601 UTC, when the destination answered. */
  readonly sentAt: string;
  /** The store's own word for what it holds, if it gave one. */
  readonly etag?: string;
  /** There where the system has taken the bytes and still works on them: nobody can see the file yet. */
  readonly isProcessing?: true;
}
