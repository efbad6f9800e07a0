// The watcher's last word: what came up today, and what is left lying.
import type { Say } from "../domain/watch-events.ts";

export interface WatchEnd {
  /** Files that were not taken, by their paths. */
  readonly untaken: readonly string[];
  /** Clips. */
  readonly doneToday: number;
  /** By a person or the system, not because all was taken. */
  readonly wasStopped: boolean;
}

export function sayEnd({ untaken, doneToday, wasStopped }: WatchEnd, say: Say): void {
  const [first] = untaken;
  const ended = wasStopped ? "Stopped" : "Ended";
  const done = `${doneToday} clip${doneToday === 1 ? "" : "s"} done today`;
  const others = untaken.length > 1 ? ` and ${untaken.length - 1} more` : "";
  say({
    type: "notice",
    code: "ended",
    message:
      first === undefined
        ? `${ended}: ${done}, nothing waits.`
        : `${ended}: ${done}. NOT taken: ${first}${others}; the next start goes on with what is left.`,
    isTrouble: first !== undefined,
  });
}
