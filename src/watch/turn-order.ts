// Which folder begins the next run: the one whose last run is the longest ago, if it answers.
import type { WatchedFolder } from "./watched-folder.ts";

export interface TurnOrder {
  /** Has the folder something to deliver? */
  note(folder: WatchedFolder, hasWork: boolean): void;
  /** Asked when a run may begin. No folder steps back for long. */
  mayGoFirst(folder: WatchedFolder): boolean;
}

/** So long one folder waits for another that is due before it. */
const COURTESY_MS = 2000;

export function createTurnOrder(now: () => number = () => performance.now()): TurnOrder {
  const wantedMs = new Map<WatchedFolder, number>();
  const waitsSinceMs = new Map<WatchedFolder, number>();

  return {
    note: (folder, hasWork) => {
      if (hasWork) wantedMs.set(folder, now());
      else wantedMs.delete(folder);
    },
    mayGoFirst: (folder) => {
      const nowMs = now();
      const isOtherDue = [...wantedMs].some(
        ([other, atMs]) => nowMs - atMs < COURTESY_MS && lastRunMs(other) < lastRunMs(folder),
      );
      const sinceMs = waitsSinceMs.get(folder) ?? nowMs;
      const mayGo = !isOtherDue || nowMs - sinceMs >= COURTESY_MS;
      if (mayGo) waitsSinceMs.delete(folder);
      else waitsSinceMs.set(folder, sinceMs);
      return mayGo;
    },
  };
}

function lastRunMs({ cards }: WatchedFolder): number {
  return [...cards.values()].reduce((latest, card) => Math.max(latest, card.lastRunMs), 0);
}
