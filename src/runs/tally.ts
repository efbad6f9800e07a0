// Counts what a run did, so that every clip found ends in exactly one place and the last lines can say so.
import { CLIP_ENDS, type ClipCounts, type ClipEnd, type ClipOutcome, isGoodEnd } from "../domain/outcome.ts";
import { ERRORS, type ErrorCode, type OdailiesError } from "../domain/errors.ts";
import type { Event } from "../domain/events.ts";
import type { RunFacts } from "./run-facts.ts";

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
    fieldsChanged: () =>
      outcomes.reduce(
        (sum, { metadata, blanked = [] }) => sum + Object.keys(metadata).length + blanked.length,
        0,
      ),
    fieldsLost: () => outcomes.reduce((sum, { unsent = [] }) => sum + unsent.length, 0),
    counts: () => {
      const perEnd = Object.fromEntries(CLIP_ENDS.map((end) => [end, 0])) as Record<ClipEnd, number>;
      for (const { status } of outcomes) perEnd[status] += 1;
      return { found: outcomes.length, ...perEnd };
    },
  };
}

export interface EndOfRun {
  readonly tally: Tally;
  readonly facts: RunFacts;
  readonly durationSeconds: number;
  /** What ended the run before its time, if anything did. */
  readonly fatal: OdailiesError | undefined;
  readonly next: readonly string[];
}

/** The result of a run: its code and exit code follow from its clips, unless something ended it early. */
export function endRun({ tally, facts, durationSeconds, fatal, next }: EndOfRun): RunEnded {
  const counts = tally.counts();
  const found = codeOf(counts, facts.lost + tally.fieldsLost() + facts.gaps.length);
  // What nobody has looked at is not proven, although nothing speaks against it.
  const unproven = isAllElseWell(tally, facts.notAsked) ? facts.notAsked : undefined;
  const code = fatal?.code ?? unproven?.code ?? found;
  return {
    type: "run-ended",
    status: fatal === undefined ? "ok" : fatal.code === "cancelled" ? "cancelled" : "error",
    code,
    exitCode: code === "ok" ? 0 : ERRORS[code].exitCode,
    counts,
    rows: facts.rows,
    ...(facts.gaps.length > 0 && { gaps: facts.gaps.length }),
    ...(facts.clipsWithoutRow && { clipsWithoutRow: facts.clipsWithoutRow }),
    ...(facts.undoFile !== undefined && { undoFile: facts.undoFile }),
    fieldsChanged: tally.fieldsChanged(),
    bytesUploaded: facts.bytesUploaded,
    durationSeconds: Math.round(durationSeconds * 1000) / 1000,
    errors: listErrors(tally, facts, fatal ?? unproven),
    next,
  };
}

function codeOf(counts: ClipCounts, lost: number): ErrorCode | "ok" {
  if (counts.failed + counts.deferred + lost > 0) return "clips_failed";
  return counts.rejected > 0 ? "clips_rejected" : "ok";
}

function isAllElseWell(tally: Tally, notAsked: OdailiesError | undefined): boolean {
  return tally.outcomes().every(({ status, error }) => status === "done" || error?.code === notAsked?.code);
}

/** Whatever made the exit code is named: a script must not have to guess. */
function listErrors(
  tally: Tally,
  { lost, gaps }: RunFacts,
  early: OdailiesError | undefined,
): RunEnded["errors"] {
  if (early) return [{ code: early.code, message: early.message, hint: early.hint }];
  const ofClips = tally.outcomes().flatMap(({ error }) => (error ? [error] : []));
  // As a look finds it before any run: nothing is wrong with the clip, and it is not up.
  const open = tally.outcomes().filter(({ status, error }) => !error && !isGoodEnd(status)).length;
  const ofOpen = open === 0 ? [] : [notUpError(open)];
  const ofRun = gaps.map(({ message }) => ({
    code: "clips_failed",
    message,
    hint: "Copy what is missing from the card or a backup again.",
  }));
  const fields = tally.fieldsLost();
  const rows = lost === 1 ? "1 row of the sheets" : `${lost} rows of the sheets`;
  const values = fields === 1 ? "1 value" : `${fields} values`;
  const what = [...(lost > 0 ? [rows] : []), ...(fields > 0 ? [values] : [])].join(" and ");
  const hint = "Look at the rows and fields that are named above, and correct the sheet.";
  const ofSheets =
    what === "" ? [] : [{ code: "clips_failed", message: `${what} could not be delivered.`, hint }];
  return [...ofClips, ...ofOpen, ...ofRun, ...ofSheets];
}

function notUpError(open: number): RunEnded["errors"][number] {
  return {
    code: "clips_failed",
    message:
      open === 1 ? "1 clip is not up with all its files." : `${open} clips are not up with all their files.`,
    hint: "odailies ingest sends what is missing.",
  };
}
