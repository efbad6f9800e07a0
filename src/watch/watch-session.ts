// The watcher's loops, one for each folder: a share that hangs or is slow holds up nobody else.
import { setTimeout } from "node:timers/promises";
import { type ErrorCode, ERRORS } from "../domain/errors.ts";
import type { RunEnded } from "../runs/tally.ts";
import { createCardRuns } from "./card-runs.ts";
import { createFolderTurn } from "./folder-turn.ts";
import { countUntaken, findUntaken, isDrained } from "./is-drained.ts";
import { createOpenCheck } from "./open-check.ts";
import { createProver } from "./prove-files.ts";
import { listTrouble, type Trouble } from "./list-trouble.ts";
import { createWaitingLines } from "./say-waiting.ts";
import { createWasSent } from "./sent-before.ts";
import type { Patience } from "./settle.ts";
import { sayEnd } from "./say-end.ts";
import { saySlow } from "./say-slow.ts";
import { createStatusLine } from "./say-status.ts";
import { createSleeper } from "./sleeper.ts";
import { createTurnOrder } from "./turn-order.ts";
import type { WatchCounts } from "./watch-counts.ts";
import type { WatchRequest } from "./watch-request.ts";
import { lookEveryMs, type WatchedFolder } from "./watched-folder.ts";
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
/** What is not up in the end is no good end, although it was left lying for long. */
const TROUBLE_CODES: Readonly<Record<Trouble["why"], number>> = {
  rejected: ERRORS.clips_rejected.exitCode,
  failed: ERRORS.clips_failed.exitCode,
  unreadable: ERRORS.clips_failed.exitCode,
};
/** Of its time a loop spends a third at most on its turns, however much there is to see. */
const TURN_SHARE = 2;
/** What is still being looked into when the watcher ends is no loss; on a share that hangs, it would never end. */
const PROOF_GRACE_MS = 5000;

export function createWatchSession(
  request: WatchRequest,
  folders: readonly WatchedFolder[],
  counts: WatchCounts,
): WatchSession {
  const { timing, looking, signal, say } = request;
  const { delivery } = request.runs.settings;
  const turnMs = lookEveryMs(timing.settleMs);
  const exitCodes = new Set<number>();
  const sleepers = folders.map(() => createSleeper());
  const wakeAll = () => {
    for (const sleeper of sleepers) sleeper.wake();
  };
  const patience = (): Patience => ({
    nowMs: performance.now(),
    wallMs: Date.now(),
    patienceMs: timing.patienceMs,
  });
  const openCheck = createOpenCheck(patience);
  const wasSent = createWasSent(
    delivery.own.stateFolder,
    delivery.to.map(({ id }) => id),
  );
  const waitingLines = createWaitingLines(timing.settleMs, say);
  const drained = new Set<WatchedFolder>();
  let isCut = false;
  /** What ended the loops before their time: a bug, or a set-up that cannot work. */
  let failure: { readonly error: unknown } | { readonly exitCode: number } | undefined;
  let isEnded = false;
  let resolveEnd: () => void = () => undefined;
  const end = () => {
    isEnded = true;
    resolveEnd();
  };

  const noteEnd = (result: RunEnded) => {
    exitCodes.add(result.exitCode);
    isCut = result.status === "cancelled";
    if (WRONG_SET_UP.has(result.code) && !counts.hasDelivered()) failure = { exitCode: result.exitCode };
    drained.clear();
    wakeAll();
  };
  const noteFailure = (error: unknown) => {
    failure ??= { error };
    end();
  };
  const runs = createCardRuns({ request, counts, onEnd: noteEnd, onFailure: noteFailure });
  const order = createTurnOrder();
  const provers = folders.map((_, index) =>
    createProver({
      findFault: looking.findFault,
      wasSent,
      openCheck,
      patience,
      onAnswer: () => sleepers[index]?.wake(),
    }),
  );
  const isStopped = () => signal.aborted || isEnded || failure !== undefined;
  const sayStatus = createStatusLine(say, () => {
    const waiting = folders.reduce((sum, folder) => sum + countUntaken(folder), 0);
    const inTrouble = folders.flatMap(listTrouble).length;
    return { waiting, working: runs.working(), doneToday: counts.doneToday(), inTrouble };
  });
  const isOver = () => {
    if (isStopped()) return true;
    const isIdle = runs.isIdle() && provers.every((prover) => prover.asked() === 0);
    return request.once && isIdle && drained.size === folders.length;
  };
  const loop = async (folder: WatchedFolder, index: number) => {
    const [sleeper, prover] = [sleepers[index], provers[index]];
    if (!sleeper || !prover) return;
    const turn = createFolderTurn({ request, folder, prover, openCheck, runs, patience, order, isStopped });
    while (!isStopped()) {
      const startedMs = performance.now();
      drained.delete(folder);
      const hasAnswered = saySlow(folder.root, say);
      await turn();
      hasAnswered();
      if (isStopped()) break;
      if (isDrained(folder, performance.now(), timing.settleMs)) drained.add(folder);
      waitingLines.say(folder.root, folder.cards, performance.now());
      sayStatus();
      if (isOver()) break;
      const tookMs = performance.now() - startedMs;
      await sleeper.sleep(Math.max(turnMs, TURN_SHARE * tookMs), signal);
    }
    end();
  };
  return {
    working: runs.working,
    run: async () => {
      await new Promise<void>((resolve) => {
        resolveEnd = resolve;
        if (signal.aborted) end();
        signal.addEventListener("abort", end, { once: true });
        for (const [index, folder] of folders.entries()) loop(folder, index).catch(noteFailure);
      });
      signal.removeEventListener("abort", end);
      await runs.finish();
      const proofs = Promise.all(provers.map((prover) => prover.finish()));
      await Promise.race([proofs, setTimeout(PROOF_GRACE_MS, undefined, { ref: false })]);
      if (failure && "error" in failure) throw failure.error;
      if (failure) return failure.exitCode;
      const untaken = folders.flatMap(findUntaken);
      const trouble = folders.flatMap(listTrouble);
      const [doneToday, doneSinceStart] = [counts.doneToday(), counts.doneSinceStart()];
      sayEnd({ untaken, trouble, doneToday, doneSinceStart, wasStopped: signal.aborted }, say);
      const isLeft = untaken.length > 0;
      const troubleCodes = trouble.map(({ why }) => TROUBLE_CODES[why]);
      if (signal.aborted) return isCut || isLeft ? ERRORS.cancelled.exitCode : worstExitCode(troubleCodes);
      return worstExitCode([...exitCodes, ...troubleCodes, isLeft ? ERRORS.clips_failed.exitCode : 0]);
    },
  };
}
