// The frame of a run that only changes metadata: its start, its account, its end; whatever happens in between.
import { randomUUID } from "node:crypto";
import type { MetadataChange } from "../domain/events.ts";
import type { ClipOutcome, RowCounts } from "../domain/outcome.ts";
import type { RunRequest } from "../annotate/annotate-request.ts";
import { asFatal } from "../deliver/as-fatal.ts";
import { nextSteps } from "./next-steps.ts";
import { createTally, endRun, type RunEnded } from "./tally.ts";

/** Filled in while the run goes on; what is there when it ends is told. */
export interface AnnotateRun {
  readonly id: string;
  end(outcome: ClipOutcome, changes: readonly MetadataChange[]): void;
  rows: RowCounts;
  /** Rows that could not be delivered: ambiguous ones, unreadable ones. */
  rowsLost: number;
  clipsWithoutRow: readonly string[] | undefined;
  /** Values on the service that stay although others were given. */
  valuesKept: number;
  undoFile: string | undefined;
}

export interface AnnotateEnded {
  readonly result: RunEnded;
  /** Path of the file that puts the old values back; undefined where nothing was sent. */
  readonly undoFile: string | undefined;
}

/** Never throws: what ended the run early is in the result, which is also the last event. */
export async function runAnnotate(
  request: RunRequest,
  source: readonly string[],
  work: (run: AnnotateRun) => Promise<void>,
): Promise<AnnotateEnded> {
  const startedAt = performance.now();
  const { emit, destination, options, commandLine } = request;
  const tally = createTally();
  const run: AnnotateRun = {
    id: randomUUID(),
    end: (outcome, changes) => {
      tally.add(outcome);
      emit({ type: "clip-ended", outcome, changes });
    },
    rows: { total: 0, matched: 0, unmatched: 0 },
    rowsLost: 0,
    clipsWithoutRow: undefined,
    valuesKept: 0,
    undoFile: undefined,
  };
  const started = { run: run.id, command: "annotate", source, destination: destination.label, options };
  emit({ type: "run-started", ...started });
  for (const warning of request.warnings) emit({ type: "warning", ...warning });
  const fatal = await work(run).then(() => undefined, asFatal);
  const result: RunEnded = {
    ...endRun({
      tally,
      rows: run.rows,
      rowsLost: run.rowsLost,
      bytesUploaded: 0,
      durationSeconds: (performance.now() - startedAt) / 1000,
      fatal,
      next: [
        ...nextSteps({ outcomes: tally.outcomes(), fatal, commandLine, whenDone: undefined }),
        ...furtherSteps(run),
      ],
    }),
    ...(run.clipsWithoutRow && { clipsWithoutRow: run.clipsWithoutRow }),
  };
  emit(result);
  return { result, undoFile: run.undoFile };
}

function furtherSteps({ valuesKept, undoFile }: AnnotateRun): string[] {
  const kept = valuesKept === 1 ? "1 value" : `${valuesKept} values`;
  return [
    ...(valuesKept > 0 ? [`look at the ${kept} that stayed as people entered them (above).`] : []),
    ...(undoFile === undefined ? [] : [`to put the old values back: odailies annotate --undo '${undoFile}'`]),
  ];
}
