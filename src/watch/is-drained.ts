// `--once`: is there nothing left that would still be taken if one waited?
import type { TrackedFile, WatchedCard } from "./watched-card.ts";
import type { WaitKind } from "./settle.ts";
import type { WatchedFolder } from "./watched-folder.ts";

/** These wait for somebody else; `settling` and `changing` end by themselves. */
const STUCK: ReadonlySet<WaitKind> = new Set<WaitKind>([
  "not-whole",
  "held",
  "open",
  "empty",
  "with-graded",
  "again",
]);

export function untakenFiles(watched: WatchedCard): readonly TrackedFile[] {
  return [...watched.files.values()].filter((file) => !file.isTaken);
}

/** True once every file is taken, or has been stuck for as long as a copier may pause. */
export function isDrained(folders: readonly WatchedFolder[], nowMs: number, settleMs: number): boolean {
  return folders.every((folder) => !folder.isHere() || [...folder.cards.values()].every(isCardDrained));

  function isCardDrained(watched: WatchedCard): boolean {
    if (watched.againMs > nowMs) return true;
    return !watched.hasNewSheet && untakenFiles(watched).every(isStuck);
  }
  function isStuck({ wait, seen }: TrackedFile): boolean {
    return wait !== undefined && STUCK.has(wait.kind) && nowMs - seen.sinceMs >= 2 * settleMs;
  }
}
