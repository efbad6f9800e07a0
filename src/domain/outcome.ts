// The five ends of a clip, and the account of a run.
import { greatest } from "./greatest.ts";
import type { Action, Receipt, Role } from "./clip.ts";
import type { ErrorCode } from "./errors.ts";
import type { Finding } from "./finding.ts";
import type { ClipMetadata, MetadataProperty } from "./metadata.ts";

export const CLIP_ENDS = ["done", "skipped", "rejected", "deferred", "failed"] as const;

/** done · skipped (already there and the same) · rejected (spec, MHL, clash) · deferred (changed while read) · failed. */
export type ClipEnd = (typeof CLIP_ENDS)[number];

/** From best to worst: what is said of a clip that ended in several ways. */
const FROM_BEST: readonly ClipEnd[] = ["skipped", "done", "rejected", "deferred", "failed"];

/** `skipped` where there is none. */
function worstEnd(ends: readonly ClipEnd[]): ClipEnd {
  return FROM_BEST[greatest(ends.map((end) => FROM_BEST.indexOf(end)))] ?? "skipped";
}

/** Is it as it should be: sent now, or there before? */
export function isGoodEnd(end: ClipEnd): end is "done" | "skipped" {
  return end === "done" || end === "skipped";
}

/** Why one clip stopped while the run went on. */
export interface ClipError {
  readonly code: ErrorCode;
  readonly message: string;
  readonly hint: string;
}

/** A file that a run would send, and how it would be made. */
export interface PlannedFile {
  readonly role: Role;
  readonly action: Action;
  /** Path on the card of the file it is, or is made from. */
  readonly source: string;
}

/** How a clip ended at one of several destinations. */
export interface DestinationEnd {
  /** The destination's label. */
  readonly destination: string;
  readonly status: ClipEnd;
  readonly files: readonly Receipt[];
  /** What the clip should have there: no destination owes what it does not take. */
  readonly owes: readonly Role[];
  readonly metadata: ClipMetadata;
  readonly error?: ClipError;
}

export interface ClipOutcome {
  readonly clip: string;
  readonly roll: string | undefined;
  readonly status: ClipEnd;
  readonly findings: readonly Finding[];
  /** What is at the destination because of this run or an earlier one. */
  readonly files: readonly Receipt[];
  /** What it should have there, so that what is missing can be counted; undefined where nobody decided. */
  readonly owes?: readonly Role[];
  /** What would be sent; only of a run that sends nothing (`check`, `--dry-run`, `--plan`). */
  readonly planned?: readonly PlannedFile[];
  /** The fields sent in this run. */
  readonly metadata: ClipMetadata;
  /** The fields that were taken out there in this run. */
  readonly blanked?: readonly MetadataProperty[];
  /** Fields that the destination cannot hold. */
  readonly unsent?: readonly MetadataProperty[];
  readonly error?: ClipError;
  /** The destination's label; of several, their labels. */
  readonly destination: string;
  /** Only where there are several: `status` is then the worst of them. */
  readonly ends?: readonly DestinationEnd[];
}

/** How a clip ended over all its destinations: the worst is told, with each one's own end beside. */
export function joinEnds(
  ends: readonly DestinationEnd[],
): Pick<ClipOutcome, "status" | "files" | "error" | "ends"> {
  const status = worstEnd(ends.map((end) => end.status));
  const error = ends.find((end) => end.status === status)?.error;
  return {
    status,
    files: ends.flatMap(({ files }) => files),
    ...(error && { error }),
    ...(ends.length > 1 && { ends }),
  };
}

export type ClipCounts = Readonly<Record<ClipEnd | "found", number>>;

export interface RowCounts {
  readonly total: number;
  readonly matched: number;
  readonly unmatched: number;
}
