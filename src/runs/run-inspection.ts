// The frame of a run that only looks: its start, its account, its end; nothing is sent, nothing is written.
import { randomUUID } from "node:crypto";
import type { Event } from "../domain/events.ts";
import { ERRORS, type OdailiesError } from "../domain/errors.ts";
import type { ClipOutcome } from "../domain/outcome.ts";
import { asFatal } from "../deliver/as-fatal.ts";
import { createTally, endRun, NOTHING_SENT, type RunEnded } from "./tally.ts";
import type { InspectRequest } from "./inspect-request.ts";

type ClipEnded = Extract<Event, { type: "clip-ended" }>;

/** Filled in while the run goes on. */
export interface Inspection {
  end(outcome: ClipOutcome, more?: Pick<ClipEnded, "standing" | "checks">): void;
  /** Why the destination could not be asked; undefined where it was. */
  notAsked: OdailiesError | undefined;
}

export interface InspectionEnd {
  readonly outcomes: readonly ClipOutcome[];
  /** What ended the run before its time. */
  readonly fatal: OdailiesError | undefined;
  readonly notAsked: OdailiesError | undefined;
}

/**
 * Never throws: what ended the run early is in the result, which is also the last event. Where all is well but the
 * destination could not be asked, the result says why it was not: what nobody has looked at is not proven.
 */
export async function runInspection(
  command: "status" | "verify",
  request: InspectRequest,
  work: (inspection: Inspection) => Promise<void>,
  next: (end: InspectionEnd) => readonly string[],
): Promise<RunEnded> {
  const startedAt = performance.now();
  const { folders: source, destination, options, emit } = request;
  const tally = createTally();
  const started = { run: randomUUID(), command, source, destination: destination.label, options };
  emit({ type: "run-started", ...started });
  for (const warning of request.warnings) emit({ type: "warning", ...warning });
  const inspection: Inspection = {
    end: (outcome, more = {}) => {
      tally.add(outcome);
      emit({ type: "clip-ended", outcome, ...more });
    },
    notAsked: undefined,
  };
  const fatal = await work(inspection).then(() => undefined, asFatal);
  const { notAsked } = inspection;
  const ended = endRun({
    ...NOTHING_SENT,
    tally,
    durationSeconds: (performance.now() - startedAt) / 1000,
    fatal,
    next: next({ outcomes: tally.outcomes(), fatal, notAsked }),
  });
  const isAllElseWell = tally
    .outcomes()
    .every(({ status, error }) => status === "done" || error?.code === notAsked?.code);
  const result = notAsked && !fatal && isAllElseWell ? unproven(ended, notAsked) : ended;
  emit(result);
  return result;
}

function unproven(ended: RunEnded, { code, message, hint }: OdailiesError): RunEnded {
  return { ...ended, code, exitCode: ERRORS[code].exitCode, errors: [{ code, message, hint }] };
}
