// The watcher's last word: what came up today, and what is left lying.
import type { Say } from "../domain/watch-events.ts";
import type { WatchedFolder } from "./watched-folder.ts";

/** `doneToday` counts clips. `wasStopped`: by a person or the system, not because all was taken. */
export function sayEnd(
  folders: readonly WatchedFolder[],
  { doneToday, wasStopped }: { readonly doneToday: number; readonly wasStopped: boolean },
  say: Say,
): void {
  const untaken = folders.filter((folder) => folder.isHere()).flatMap(findUntaken);
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

function findUntaken({ cards }: WatchedFolder): readonly string[] {
  return [...cards.values()].flatMap(({ key, files }) =>
    [...files].flatMap(([path, { isTaken }]) => (isTaken ? [] : [key === "" ? path : `${key}/${path}`])),
  );
}
