// What of a folder is not taken yet; and for `--once`: is there anything among it that would still be taken?
import { type Seen, type Wait, WAIT_KINDS } from "./settle.ts";
import type { TrackedFile, WatchedCard } from "./watched-card.ts";
import type { WatchedFolder } from "./watched-folder.ts";

export function countUntaken({ cards }: WatchedFolder): number {
  let count = 0;
  for (const { files } of cards.values()) for (const file of files.values()) if (isLeft(file)) count += 1;
  return count;
}

/** A LOG file was taken and waits all the same, as long as its graded file does not come. */
function isLeft({ isTaken, wait }: TrackedFile): boolean {
  return !isTaken || wait?.kind === "with-graded";
}

/** Their paths, relative to the folder; none where it is not there any more. */
export function findUntaken(folder: WatchedFolder): readonly string[] {
  if (!folder.isHere()) return [];
  return [...folder.cards.values()].flatMap(({ key, files }) =>
    [...files].flatMap(([path, file]) => (isLeft(file) ? [key === "" ? path : `${key}/${path}`] : [])),
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
