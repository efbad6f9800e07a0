// The watcher's loop: look, judge, look into what is quiet, run what is ready. One run at a time, looking goes on.
import { join } from "node:path";
import type { ErrorCode } from "../domain/errors.ts";
import type { RunEnded } from "../pipeline/tally.ts";
import { chooseWork, judgeFiles, type Work } from "./choose-work.ts";
import { isDrained, untakenFiles } from "./is-drained.ts";
import { listMoved, moveDelivered } from "./move-delivered.ts";
import { noteOutcomes, takeWork } from "./note-outcomes.ts";
import { createProver } from "./prove-files.ts";
import { runCard } from "./run-card.ts";
import { sayAside } from "./say-aside.ts";
import { createWaitingLines } from "./say-waiting.ts";
import { createWasSent } from "./sent-before.ts";
import type { Patience } from "./settle.ts";
import { createSleeper } from "./sleeper.ts";
import { lookAt } from "./walk-folder.ts";
import type { WatchCounts } from "./watch-counts.ts";
import type { WatchRequest } from "./watch-request.ts";
import { noteLook, type WatchedCard } from "./watched-card.ts";
import type { WatchedFolder } from "./watched-folder.ts";
import { worstExitCode } from "./worst-exit-code.ts";

export interface WatchSession {
  /** Goes on until stopped, drained, or without hope; gives back the exit code. */
  run(): Promise<number>;
  /** Name of the card that a run is going on for. */
  working(): string | undefined;
}

/** Before anything was ever delivered, these say that the set-up is wrong; later they may pass. */
const WRONG_SET_UP: ReadonlySet<string> = new Set<ErrorCode>([
  "token_refused",
  "permission_missing",
  "project_not_found",
  "tool_missing",
  "metadata_unreadable",
]);
/** Of its time the watcher spends a third at most on looking around, however much there is to see. */
const TURN_SHARE = 2;
/** Choosing may take a fifth of the time at most, however many files a card has. */
const CHOOSE_SHARE = 5;

interface Place {
  readonly folder: WatchedFolder;
  readonly watched: WatchedCard;
}

export function createWatchSession(
  request: WatchRequest,
  folders: readonly WatchedFolder[],
  counts: WatchCounts,
): WatchSession {
  const { timing, signal, say, doneFile, run: settings } = request;
  const sleeper = createSleeper();
  const turnMs = Math.min(1000, Math.max(100, timing.settleMs / 5));
  const waitingLines = createWaitingLines(timing.settleMs, say);
  const exitCodes = new Set<number>();
  const nextChooseMs = new WeakMap<WatchedCard, number>();
  const patience = (): Patience => ({
    nowMs: performance.now(),
    wallMs: Date.now(),
    patienceMs: timing.patienceMs,
  });
  const prover = createProver({
    findFault: request.findFault,
    wasSent: createWasSent(settings.stateFolder, settings.destination.id),
    patience,
    onAnswer: sleeper.wake,
  });
  let working: string | undefined;
  let running: Promise<void> | undefined;
  let isCut = false;
  /** What ended the loop before its time: a bug, or a set-up that cannot work. */
  let failure: { readonly error: unknown } | { readonly exitCode: number } | undefined;
  let lastStatus = "";

  const places = (): Place[] =>
    folders
      .filter((folder) => folder.isHere())
      .flatMap((folder) => [...folder.cards.values()].map((watched) => ({ folder, watched })))
      .sort((a, b) => a.watched.lastRunMs - b.watched.lastRunMs);

  const take = ({ folder, watched }: Place, work: Work) => {
    sayAside(watched, work, say);
    takeWork(watched, work);
    if (watched.key !== "" || !work.hasNewSheet) return;
    // A sheet beside the cards speaks of all of them.
    for (const other of folder.cards.values()) if (other !== watched) other.hasNewSheet = true;
  };
  const deliver = async ({ folder, watched }: Place, work: Work) => {
    watched.lastRunMs = performance.now();
    working = watched.card.name;
    const sheets = watched.key === "" ? [] : listSheets(folder);
    const end = await runCard({ watched, work, sheets }, settings, request.startRun(), { signal });
    counts.note(end.result);
    exitCodes.add(end.result.exitCode);
    isCut = end.result.status === "cancelled";
    if (isHopeless(end.result)) failure = { exitCode: end.result.exitCode };
    const finished = noteOutcomes(watched, work, end, {
      nowMs: performance.now(),
      againMs: timing.againMs,
    });
    if (request.after === "move") {
      const place = { folder: folder.root, key: watched.key, doneFile };
      for (const { outcome, files } of finished) {
        // Forgotten at once: another file may come under the same name before anybody has looked again.
        for (const path of await moveDelivered({ place, files, outcome }, say)) watched.files.delete(path);
      }
    }
    request.afterRun(end.result);
  };
  const isHopeless = ({ code }: RunEnded) => WRONG_SET_UP.has(code) && !counts.hasDelivered();

  const start = (place: Place, work: Work) => {
    take(place, work);
    running = deliver(place, work)
      .catch((error: unknown) => {
        failure = { error };
      })
      .finally(() => {
        running = undefined;
        working = undefined;
        sleeper.wake();
      });
  };
  const workOn = async (place: Place) => {
    const { folder, watched } = place;
    const now = patience();
    const isQuiet = judgeFiles(watched, { settleMs: timing.settleMs, patience: now, doneFile });
    if (now.nowMs < Math.max(watched.againMs, nextChooseMs.get(watched) ?? 0)) return;
    if (!isQuiet && !watched.hasNewSheet) return;
    const moved = { folder: folder.root, key: watched.key, doneFile };
    const movedFiles = request.after === "move" ? await listMoved(moved) : [];
    const choice = { settleMs: timing.settleMs, patience: now, doneFile, as: settings.as, movedFiles };
    const work = chooseWork(watched, choice);
    nextChooseMs.set(watched, now.nowMs + CHOOSE_SHARE * (performance.now() - now.nowMs));
    prover.ask(watched, work.toProve);
    if (work.due.size === 0) take(place, work);
    else if (!running && (await isUnchanged(watched, work))) start(place, work);
  };
  const sayStatus = () => {
    const { done, rejected, failed } = counts.today();
    const waiting = places().reduce((sum, { watched }) => sum + untakenFiles(watched).length, 0);
    const status = { waiting, working, doneToday: done, troubleToday: rejected + failed };
    const text = JSON.stringify(status);
    if (text !== lastStatus) say({ type: "status", status });
    lastStatus = text;
  };
  const turn = async () => {
    const nowMs = performance.now();
    for (const folder of folders) await folder.look(nowMs);
    for (const place of places()) await workOn(place);
    for (const folder of folders) waitingLines.say(folder.root, folder.cards, nowMs);
    sayStatus();
  };
  const isOver = () => {
    if (signal.aborted || failure) return true;
    const isIdle = running === undefined && prover.asked() === 0;
    return request.once && isIdle && isDrained(folders, performance.now(), timing.settleMs);
  };
  return {
    working: () => working,
    run: async () => {
      for (;;) {
        const startedMs = performance.now();
        await turn();
        if (isOver()) break;
        const tookMs = performance.now() - startedMs;
        await sleeper.sleep(Math.max(turnMs, TURN_SHARE * tookMs), signal);
      }
      await running;
      await prover.finish();
      if (failure && "error" in failure) throw failure.error;
      if (failure) return failure.exitCode;
      const isLeft = places().some(({ watched }) => untakenFiles(watched).length > 0);
      if (signal.aborted) return isCut || isLeft ? 3 : 0;
      return worstExitCode([...exitCodes, isLeft ? 4 : 0]);
    },
  };
}

/** The last look before a run begins; what has changed settles anew. */
async function isUnchanged(watched: WatchedCard, work: Work): Promise<boolean> {
  let isSame = true;
  for (const path of [...work.filesOf.values()].flat()) {
    if (watched.files.get(path)?.isTaken !== false) continue;
    const look = await lookAt(join(watched.card.root, path));
    if (!look) watched.files.delete(path);
    if (!look || noteLook(watched, path, look, performance.now())) isSame = false;
  }
  return isSame;
}

/** Sheets that lie beside the cards. */
function listSheets({ root, cards }: WatchedFolder): readonly string[] {
  const own = cards.get("")?.files ?? new Map();
  return [...own]
    .filter(
      ([path, { isTaken, proof }]) => isTaken && proof?.state === "whole" && /\.(?:ale|csv)$/i.test(path),
    )
    .map(([path]) => join(root, path));
}
