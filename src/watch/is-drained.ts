// What of a folder is not taken yet; and for `--once`: is there anything among it that would still be taken?
import { type Seen, type Wait, WAIT_KINDS } from "./settle.ts";
import type { WatchedCard } from "./watched-card.ts";
import type { WatchedFolder } from "./watched-folder.ts";

export function countUntaken({ cards }: WatchedFolder): number {
  let count = 0;
  for (const { files } of cards.values()) for (const { isTaken } of files.values()) if (!isTaken) count += 1;
  return count;
}

/** Their paths, relative to the folder; none where it is not there any more. */
export function findUntaken(folder: WatchedFolder): readonly string[] {
  if (!folder.isHere()) return [];
  return [...folder.cards.values()].flatMap(({ key, files }) =>
    [...files].flatMap(([path, { isTaken }]) => (isTaken ? [] : [key === "" ? path : `${key}/${path}`])),
  );
}

/** True once every file is taken, or has been stuck for as long as a copier may pause. */
export function isDrained(folder: WatchedFolder, nowMs: number, settleMs: number): boolean {
  return !folder.isHere() || [...folder.cards.values()].every(isCardDrained);

  function isCardDrained(watched: WatchedCard): boolean {
    if (watched.againMs > nowMs) return true;
    return !watched.hasNewSheet && [...watched.files.values()].every((file) => file.isTaken || isStuck(file));
  }
  function isStuck({ wait, seen }: { readonly wait: Wait | undefined; readonly seen: Seen }): boolean {
    return wait !== undefined && !WAIT_KINDS[wait.kind].endsAlone && nowMs - seen.sinceMs >= 2 * settleMs;
  }
}
