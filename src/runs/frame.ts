// The one frame of every run: how it begins, that every clip of it ends exactly once, how it ends, and what to do next.
import { randomUUID } from "node:crypto";
import { notReachedOutcome } from "../deliver/describe-end.ts";
import { asFatal } from "../domain/as-fatal.ts";
import type { FoundClip } from "../domain/clip.ts";
import type { Emit, Event } from "../domain/events.ts";
import type { ClipOutcome } from "../domain/outcome.ts";
import { nextSteps } from "./next-steps.ts";
import { NO_FACTS, type RunFacts } from "./run-facts.ts";
import { createTally, endRun, type RunEnded } from "./tally.ts";
import type { Warning } from "../domain/warning.ts";

/** What every run is asked, whatever it does. */
export interface FrameRequest {
  /** As it is called: `ingest`, `watch`, `status`, … */
  readonly command: string;
  /** For the start line: settings in force, without secrets. */
  readonly options: Readonly<Record<string, unknown>>;
  /** The command as it can be given again; holds no secret. */
  readonly commandLine: string;
  /** Said at the beginning, e.g. how a token was given. */
  readonly warnings: readonly Warning[];
  /** Said when everything is up, e.g. how to look at it. */
  readonly whenDone?: string | undefined;
  readonly emit: Emit;
  /** Aborted by the first Ctrl-C. */
  readonly signal: AbortSignal;
}

type ClipEnded = Extract<Event, { type: "clip-ended" }>;

export interface Run {
  readonly id: string;
  readonly emit: Emit;
  readonly signal: AbortSignal;
  /** From here on each of these ends exactly once; where the run breaks off, it says of the others why. */
  expect(clips: readonly FoundClip[]): void;
  end(outcome: ClipOutcome, more?: Pick<ClipEnded, "parts" | "changes" | "standing" | "checks">): void;
  /** It was no clip after all. */
  leave(clip: FoundClip): void;
  note(facts: Partial<RunFacts>): void;
  facts(): RunFacts;
}

/** What a run speaks of. */
export interface RunSubject {
  readonly source: readonly string[];
  /** Labels of the destinations, or what else the clips are held against. */
  readonly destination: string;
}

/** Never throws: what ended the run early is in the result, which is also the last event. */
export async function inFrame(
  request: FrameRequest,
  { source, destination }: RunSubject,
  work: (run: Run) => Promise<void>,
): Promise<RunEnded> {
  const startedAt = performance.now();
  const { command, commandLine, options, warnings, whenDone, emit, signal } = request;
  const id = randomUUID();
  const tally = createTally();
  const open = new Map<string, FoundClip>();
  let facts = NO_FACTS;
  const run: Run = {
    id,
    emit,
    signal,
    expect: (clips) => {
      for (const clip of clips) open.set(clip.name, clip);
    },
    end: (outcome, more = {}) => {
      open.delete(outcome.clip);
      tally.add(outcome);
      emit({ type: "clip-ended", outcome, ...more });
    },
    leave: (clip) => open.delete(clip.name),
    note: (more) => (facts = { ...facts, ...more }),
    facts: () => facts,
  };
  emit({ type: "run-started", run: id, command, source, destination, options });
  for (const warning of warnings) emit({ type: "warning", ...warning });
  const fatal = await work(run).then(() => undefined, asFatal);
  const why = fatal ?? asFatal(new Error("the run ended before it came to this clip"));
  for (const clip of open.values()) run.end(notReachedOutcome(clip, why, destination));
  const outcomes = tally.outcomes();
  const next = nextSteps({ command, commandLine, whenDone, outcomes, fatal, facts });
  const ended = endRun({
    tally,
    facts,
    fatal,
    next,
    durationSeconds: (performance.now() - startedAt) / 1000,
  });
  emit(ended);
  return ended;
}
