// Counts what a run did, so that every clip found ends in exactly one place and the last lines can say so.
import {
  CLIP_ENDS,
  type ClipCounts,
  type ClipEnd,
  type ClipOutcome,
  type RowCounts,
} from "../domain/outcome.ts";
import { ERRORS, type ErrorCode, type OdailiesError } from "../domain/errors.ts";
import type { Event } from "../domain/events.ts";

export type RunEnded = Extract<Event, { type: "run-ended" }>;

export interface Tally {
  add(outcome: ClipOutcome): void;
  counts(): ClipCounts;
  outcomes(): readonly ClipOutcome[];
  fieldsChanged(): number;
  /** Fields that no destination took. */
  fieldsLost(): number;
}

export function createTally(): Tally {
  const outcomes: ClipOutcome[] = [];
  return {
    add: (outcome) => void outcomes.push(outcome),
    outcomes: () => outcomes,
    fieldsChanged: () => outcomes.reduce((sum, { metadata }) => sum + Object.keys(metadata).length, 0),
    fieldsLost: () => outcomes.reduce((sum, { unsent = [] }) => sum + unsent.length, 0),
    counts: () => {
      const perEnd = Object.fromEntries(CLIP_ENDS.map((end) => [end, 0])) as Record<ClipEnd, number>;
      for (const { status } of outcomes) perEnd[status] += 1;
      return { found: outcomes.length, ...perEnd };
    },
  };
}

/** The account of a run that only looks, and of any other when it begins. */
export const NOTHING_SENT = {
  rows: { total: 0, matched: 0, unmatched: 0 },
  rowsLost: 0,
  gaps: 0,
  bytesUploaded: 0,
} as const satisfies Partial<EndOfRun>;

export interface EndOfRun {
  readonly tally: Tally;
  readonly rows: RowCounts;
  /** Rows that could not be delivered: ambiguous ones, unreadable ones. */
  readonly rowsLost: number;
  /** What the cards should hold, or what should vouch for them, and does not. */
  readonly gaps?: number;
  readonly bytesUploaded: number;
  readonly durationSeconds: number;
  /** What ended the run before its time, if anything did. */
  readonly fatal: OdailiesError | undefined;
  readonly next: readonly string[];
}

/** The result of a run: its code and exit code follow from its clips, unless something ended it early. */
export function endRun(end: EndOfRun): RunEnded {
  const { tally, fatal, gaps = 0 } = end;
  const counts = tally.counts();
  const code = fatal?.code ?? codeOf(counts, end.rowsLost + gaps + tally.fieldsLost());
  const failed = tally.outcomes().flatMap(({ error }) => (error ? [error] : []));
  const errors = fatal ? [{ code: fatal.code, message: fatal.message, hint: fatal.hint }] : failed;
  return {
    type: "run-ended",
    status: fatal === undefined ? "ok" : fatal.code === "cancelled" ? "cancelled" : "error",
    code,
    exitCode: code === "ok" ? 0 : ERRORS[code].exitCode,
    counts,
    rows: end.rows,
    ...(gaps > 0 && { gaps }),
    fieldsChanged: tally.fieldsChanged(),
    bytesUploaded: end.bytesUploaded,
    durationSeconds: Math.round(end.durationSeconds * 1000) / 1000,
    errors,
    next: end.next,
  };
}

function codeOf(counts: ClipCounts, lost: number): ErrorCode | "ok" {
  if (counts.failed + counts.deferred + lost > 0) return "clips_failed";
  return counts.rejected > 0 ? "clips_rejected" : "ok";
}
