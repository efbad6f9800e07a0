// The watcher's last word: what came up, what is in trouble, and what is left lying.
import type { Say } from "../domain/watch-events.ts";
import type { Trouble } from "./list-trouble.ts";

/** Named at most; all are counted. */
const NAMED = 10;

export interface WatchEnd {
  /** Files that were not taken, by their paths. */
  readonly untaken: readonly string[];
  readonly trouble: readonly Trouble[];
  /** Clips. */
  readonly doneToday: number;
  readonly doneSinceStart: number;
  /** By a person or the system, not because all was taken. */
  readonly wasStopped: boolean;
}

export function sayEnd(
  { untaken, trouble, doneToday, doneSinceStart, wasStopped }: WatchEnd,
  say: Say,
): void {
  const clips = `${doneToday} clip${doneToday === 1 ? "" : "s"} done today`;
  const done = doneSinceStart > doneToday ? `${clips}, ${doneSinceStart} since the start` : clips;
  const left = [
    ...(trouble.length > 0
      ? [`NOT up: ${nameSome(trouble.map(({ name, why }) => `${name} (${why})`))}`]
      : []),
    ...(untaken.length > 0
      ? [`NOT taken: ${nameSome(untaken)}; the next start goes on with what is left`]
      : []),
  ];
  const isTrouble = left.length > 0;
  const words = isTrouble ? `${[done, ...left].join(". ")}.` : `${done}, nothing waits.`;
  say({ type: "notice", code: "ended", message: `${wasStopped ? "Stopped" : "Ended"}: ${words}`, isTrouble });
}

function nameSome(names: readonly string[]): string {
  const more = names.length - NAMED;
  return more > 0 ? `${names.slice(0, NAMED).join(", ")} and ${more} more` : names.join(", ");
}
