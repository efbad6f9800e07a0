// What a watcher has done so far: fixed in size, however long it runs.
import { CLIP_ENDS, type ClipEnd, type ClipOutcome } from "../domain/outcome.ts";
import type { RunEnded } from "../runs/tally.ts";

export type EndCounts = Readonly<Record<ClipEnd, number>>;

export interface LastError {
  readonly at: string;
  readonly code: string;
  readonly message: string;
}

export interface WatchCounts {
  note(result: RunEnded, outcomes: Iterable<ClipOutcome>): void;
  noteError(code: string, message: string): void;
  total(): EndCounts;
  /** Of the shoot day, which goes on after midnight. */
  today(): EndCounts;
  /** Clips that something was sent of today, each once, however often its metadata came anew. */
  doneToday(): number;
  /** The same for every day since the start. */
  doneSinceStart(): number;
  runs(): number;
  lastRunAt(): string | undefined;
  lastError(): LastError | undefined;
  /** Did the last run end as a whole in an error? */
  isInTrouble(): boolean;
  /** Has anything been delivered, or found to be there? */
  hasDelivered(): boolean;
}

/** A night's shoot ends and the next day begins at this hour of local time. */
const DAY_TURNS_AT_HOUR = 6;

function shootDayAt(now: Date): string {
  const shifted = new Date(now);
  shifted.setHours(shifted.getHours() - DAY_TURNS_AT_HOUR);
  return shifted.toDateString();
}

const noEnds = () => Object.fromEntries(CLIP_ENDS.map((end) => [end, 0])) as Record<ClipEnd, number>;

export function createWatchCounts(now: () => Date = () => new Date()): WatchCounts {
  const total = noEnds();
  let today = noEnds();
  const done = new Set<string>();
  let day = shootDayAt(now());
  let doneBefore = 0;
  let runs = 0;
  let lastRunAt: string | undefined;
  let lastError: LastError | undefined;
  let isInTrouble = false;

  const turnDay = () => {
    const current = shootDayAt(now());
    if (current === day) return;
    day = current;
    today = noEnds();
    doneBefore += done.size;
    done.clear();
  };
  const noteError = (code: string, message: string) => {
    lastError = { at: now().toISOString(), code, message };
  };
  return {
    note: ({ counts, status, errors }, outcomes) => {
      turnDay();
      for (const { clip, status: end } of outcomes) if (end === "done") done.add(clip);
      runs += 1;
      lastRunAt = now().toISOString();
      isInTrouble = status === "error";
      for (const end of CLIP_ENDS) {
        total[end] += counts[end];
        today[end] += counts[end];
      }
      const [first] = errors;
      if (first && status !== "cancelled") noteError(first.code, first.message);
    },
    noteError,
    total: () => ({ ...total }),
    today: () => {
      turnDay();
      return { ...today };
    },
    doneToday: () => {
      turnDay();
      return done.size;
    },
    doneSinceStart: () => doneBefore + done.size,
    runs: () => runs,
    lastRunAt: () => lastRunAt,
    lastError: () => lastError,
    isInTrouble: () => isInTrouble,
    hasDelivered: () => total.done + total.skipped > 0,
  };
}
