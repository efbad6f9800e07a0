// After a run: what is done with, what is watched anew, what is tried again and when.
import { greatest } from "../domain/greatest.ts";
import { type ClipOutcome, isGoodEnd } from "../domain/outcome.ts";
import type { Work } from "./choose-work.ts";
import type { CardRunEnd } from "./run-card.ts";
import type { Probed, WatchedCard } from "./watched-card.ts";

/** A clip that failed so often is put aside by `--after move`; without it, it is tried for ever, ever more seldom. */
const TRIES = 5;
const LAST_AGAIN_MS = 30 * 60_000;

function againAfterMs(tries: number, firstMs: number): number {
  return Math.min(LAST_AGAIN_MS, firstMs * 2 ** Math.min(20, Math.max(0, tries - 1)));
}

/** Says of every file of the work that it is in a run's hands. Gives back what probing said of them, by path. */
export function takeWork(watched: WatchedCard, work: Work): ReadonlyMap<string, Probed> {
  const probed = new Map<string, Probed>();
  const paths = [...work.settled, ...[...work.filesOf.values()].flat()];
  for (const path of paths) {
    const file = watched.files.get(path);
    if (!file) continue;
    file.isTaken = true;
    file.wait = undefined;
    file.againMs = undefined;
    if (file.proof?.state !== "whole") continue;
    if (file.proof.probed) probed.set(path, file.proof.probed);
    // A month of clips is not kept in memory.
    file.proof = { state: "whole" };
  }
  watched.hasNewSheet = false;
  return probed;
}

/** A clip whose files may be put aside: it is up, or it will never be. */
export interface Finished {
  readonly outcome: ClipOutcome;
  /** Relative to the card; those that are there still. */
  readonly files: readonly string[];
}

export interface AgainClock {
  readonly nowMs: number;
  /** After a first failure. */
  readonly againMs: number;
}

/** `takeWork` was called when the run began; files that changed meanwhile are tracked anew already. */
export function noteOutcomes(
  watched: WatchedCard,
  work: Work,
  { result, outcomes }: CardRunEnd,
  { nowMs, againMs }: AgainClock,
): readonly Finished[] {
  const isWhole = result.status === "ok";
  watched.tries = isWhole ? 0 : watched.tries + 1;
  watched.againMs = isWhole ? 0 : nowMs + againAfterMs(watched.tries, againMs);
  if (!isWhole && work.hasNewSheet) watched.hasNewSheet = true;
  const finished: Finished[] = [];
  for (const found of work.due) {
    const paths = (work.filesOf.get(found) ?? []).filter((path) => watched.files.get(path)?.isTaken === true);
    const outcome = outcomes.get(found.name);
    noteTrouble(watched, found.name, outcome, work.filesOf.get(found) ?? []);
    const isFinal = noteEnd(watched, paths, outcome, { isWhole, nowMs, againMs });
    if (isFinal && outcome && paths.length > 0) finished.push({ outcome, files: paths });
  }
  return finished;
}

/** Whether it is in trouble is known until it is up, however many days go by; what is deferred is decided later. */
function noteTrouble(
  { troubled }: WatchedCard,
  clip: string,
  outcome: ClipOutcome | undefined,
  files: readonly string[],
): void {
  const end = outcome?.status;
  if (end === "rejected" || end === "failed") troubled.set(clip, { end, files });
  else if (end && isGoodEnd(end)) troubled.delete(clip);
}

function noteEnd(
  watched: WatchedCard,
  paths: readonly string[],
  outcome: ClipOutcome | undefined,
  { isWhole, nowMs, againMs }: AgainClock & { readonly isWhole: boolean },
): boolean {
  if (outcome === undefined) {
    if (!isWhole) release(watched, paths, undefined);
    return false;
  }
  switch (outcome.status) {
    case "done":
    case "skipped":
    case "rejected":
      return true;
    case "deferred":
      // Only another file can help it, and that file's coming makes the clip due again.
      if (outcome.error?.code === "graded_missing") {
        leaveWaiting(watched, paths, outcome.error.message);
        return false;
      }
      // It changed while it was read, or the run was stopped: it has to settle once more.
      release(watched, paths, nowMs);
      return false;
    case "failed": {
      // What ended the run is no fault of this clip.
      if (!isWhole) {
        release(watched, paths, undefined);
        return false;
      }
      const tries = 1 + greatest(paths.map((path) => watched.files.get(path)?.tries ?? 0));
      release(watched, paths, undefined);
      for (const path of paths) {
        const file = watched.files.get(path);
        if (!file) continue;
        file.tries = tries;
        file.againMs = nowMs + againAfterMs(tries, againMs);
      }
      return tries >= TRIES;
    }
  }
}

function leaveWaiting(watched: WatchedCard, paths: readonly string[], reason: string): void {
  for (const path of paths) {
    const file = watched.files.get(path);
    if (file) file.wait = { kind: "with-graded", reason };
  }
}

function release(watched: WatchedCard, paths: readonly string[], sinceMs: number | undefined): void {
  for (const path of paths) {
    const file = watched.files.get(path);
    if (!file) continue;
    file.isTaken = false;
    if (sinceMs !== undefined) file.seen = { ...file.seen, sinceMs };
  }
}
