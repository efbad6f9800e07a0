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
  today(): EndCounts;
  /** Clips that something was sent of today, each once, however often its metadata came anew. */
  doneToday(): number;
  /** Clips that were rejected or failed today and are not up since. */
  inTrouble(): number;
  runs(): number;
  lastRunAt(): string | undefined;
  lastError(): LastError | undefined;
  /** Did the last run end as a whole in an error? */
  isInTrouble(): boolean;
  /** Has anything been delivered, or found to be there? */
  hasDelivered(): boolean;
}

const noEnds = () => Object.fromEntries(CLIP_ENDS.map((end) => [end, 0])) as Record<ClipEnd, number>;

export function createWatchCounts(now: () => Date = () => new Date()): WatchCounts {
  const total = noEnds();
  let today = noEnds();
  const done = new Set<string>();
  const troubled = new Set<string>();
  let day = now().toDateString();
  let runs = 0;
  let lastRunAt: string | undefined;
  let lastError: LastError | undefined;
  let isInTrouble = false;

  const turnDay = () => {
    const current = now().toDateString();
    if (current === day) return;
    day = current;
    today = noEnds();
    done.clear();
    troubled.clear();
  };
  const noteError = (code: string, message: string) => {
    lastError = { at: now().toISOString(), code, message };
  };
  return {
    note: ({ counts, status, errors }, outcomes) => {
      turnDay();
      for (const { clip, status: end } of outcomes) {
        if (end === "done") done.add(clip);
        if (end === "rejected" || end === "failed") troubled.add(clip);
        else if (end !== "deferred") troubled.delete(clip);
      }
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
    inTrouble: () => {
      turnDay();
      return troubled.size;
    },
    runs: () => runs,
    lastRunAt: () => lastRunAt,
    lastError: () => lastError,
    isInTrouble: () => isInTrouble,
    hasDelivered: () => total.done + total.skipped > 0,
  };
}
