// The runs under way. One at a time, but one that has come to a standstill holds up no other card.
import { join } from "node:path";
import type { Emit } from "../domain/events.ts";
import { isSheetName } from "../domain/sheet-extensions.ts";
import type { RunEnded } from "../runs/tally.ts";
import type { Work } from "./choose-work.ts";
import { moveDelivered } from "./move-delivered.ts";
import { noteOutcomes, takeWork } from "./note-outcomes.ts";
import { runCard } from "./run-card.ts";
import type { WatchCounts } from "./watch-counts.ts";
import type { WatchRequest } from "./watch-request.ts";
import type { WatchedCard } from "./watched-card.ts";
import type { WatchedFolder } from "./watched-folder.ts";

/** A card, and where it lies. */
export interface Place {
  readonly folder: WatchedFolder;
  readonly watched: WatchedCard;
}

export interface CardRunsOptions {
  readonly request: WatchRequest;
  readonly counts: WatchCounts;
  /** Called for each run once all that follows from it is done. */
  readonly onEnd: (result: RunEnded) => void;
  /** A bug. */
  readonly onFailure: (error: unknown) => void;
}

export interface CardRuns {
  /** Does everything under way stand still, and has none of it a clip of the same name? */
  mayStart(watched: WatchedCard, work: Work): boolean;
  start(place: Place, work: Work): void;
  /** Name of the card that a run is going on for; of several, the one begun last. */
  working(): string | undefined;
  isIdle(): boolean;
  finish(): Promise<void>;
}

interface Run {
  readonly watched: WatchedCard;
  readonly names: ReadonlySet<string>;
  /** When it last said anything. */
  movedMs: number;
  ended: Promise<void>;
}

export function createCardRuns({ request, counts, onEnd, onFailure }: CardRunsOptions): CardRuns {
  const { timing, say, signal } = request;
  const { after, settings, start, ended } = request.runs;
  const { doneFile } = request.looking;
  const runs = new Set<Run>();

  const deliver = async ({ folder, watched }: Place, work: Work, run: Run) => {
    const sheets = watched.key === "" ? [] : listSheets(folder);
    const probed = takeWork(watched, work);
    const emit = start();
    const heard: Emit = (event) => {
      run.movedMs = performance.now();
      emit(event);
    };
    const end = await runCard({ watched, work, sheets, probed }, settings, heard, { signal });
    counts.note(end.result, end.outcomes.values());
    const clock = { nowMs: performance.now(), againMs: timing.againMs };
    const finished = noteOutcomes(watched, work, end, clock);
    if (after === "move") {
      const place = { folder: folder.root, key: watched.key, doneFile };
      for (const { outcome, files } of finished) {
        // Forgotten at once: another file may come under the same name before anybody has looked again.
        for (const path of await moveDelivered({ place, files, outcome }, say)) watched.files.delete(path);
      }
    }
    ended(end.result);
    return end.result;
  };
  return {
    mayStart: (watched, work) => {
      const nowMs = performance.now();
      return [...runs].every(
        (run) =>
          run.watched.card.root !== watched.card.root &&
          nowMs - run.movedMs >= timing.standstillMs &&
          [...work.due].every(({ name }) => !run.names.has(name)),
      );
    },
    start: (place, work) => {
      const nowMs = performance.now();
      const names = new Set([...work.due].map(({ name }) => name));
      place.watched.lastRunMs = nowMs;
      const run: Run = { watched: place.watched, names, movedMs: nowMs, ended: Promise.resolve() };
      runs.add(run);
      const close = (then: () => void) => {
        runs.delete(run);
        then();
      };
      run.ended = deliver(place, work, run).then(
        (result) => close(() => onEnd(result)),
        (error: unknown) => close(() => onFailure(error)),
      );
    },
    working: () => [...runs].at(-1)?.watched.card.name,
    isIdle: () => runs.size === 0,
    finish: async () => {
      while (runs.size > 0) await Promise.all([...runs].map(({ ended }) => ended));
    },
  };
}

/** Sheets that lie beside the cards. */
function listSheets({ root, cards }: WatchedFolder): readonly string[] {
  const own = cards.get("")?.files ?? new Map();
  return [...own]
    .filter(([path, { isTaken, proof }]) => isTaken && proof?.state === "whole" && isSheetName(path))
    .map(([path]) => join(root, path));
}
