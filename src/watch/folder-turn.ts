// One turn at one watched folder: look, judge, look into what is quiet, hand over what is ready.
import { join } from "node:path";
import type { CardRuns, Place } from "./card-runs.ts";
import { chooseWork, judgeFiles, type Work } from "./choose-work.ts";
import { listMoved } from "./move-delivered.ts";
import { takeWork } from "./note-outcomes.ts";
import type { OpenCheck } from "./open-check.ts";
import type { Prover } from "./prove-files.ts";
import { sayAside } from "./say-aside.ts";
import type { Patience } from "./settle.ts";
import { lookAt } from "./walk-folder.ts";
import type { TurnOrder } from "./turn-order.ts";
import type { WatchRequest } from "./watch-request.ts";
import { forgetFile, noteLook, type WatchedCard } from "./watched-card.ts";
import type { WatchedFolder } from "./watched-folder.ts";

export interface FolderTurnOptions {
  readonly request: WatchRequest;
  readonly folder: WatchedFolder;
  readonly prover: Prover;
  readonly openCheck: OpenCheck;
  readonly runs: CardRuns;
  readonly patience: () => Patience;
  readonly order: TurnOrder;
  /** No run begins any more. */
  readonly isStopped: () => boolean;
}

/** Choosing may take a fifth of the time at most, however many files a card has. */
const CHOOSE_SHARE = 5;
/** So long a run waits for clips of its card that are just being looked into: thirty clips are no thirty runs. */
const GATHER_MS = 1000;

export function createFolderTurn(options: FolderTurnOptions): () => Promise<void> {
  const { request, folder, prover, openCheck, runs, patience, order, isStopped } = options;
  const { say } = request;
  const { doneFile } = request.looking;
  const { after, settings } = request.runs;
  const { settleMs } = request.timing;
  const nextChooseMs = new WeakMap<WatchedCard, number>();
  const dueSinceMs = new WeakMap<WatchedCard, number>();

  const chooseOf = async (watched: WatchedCard): Promise<Work | undefined> => {
    const now = patience();
    // A file counts as quiet only up to the moment when it was last looked at.
    const seen = { ...now, nowMs: Math.min(now.nowMs, folder.lookedMs()) };
    const isTime = judgeFiles(watched, { settleMs, patience: seen, doneFile });
    if (now.nowMs < Math.max(watched.againMs, nextChooseMs.get(watched) ?? 0)) return undefined;
    if (!isTime && !watched.hasNewSheet) return undefined;
    const moved = { folder: folder.root, key: watched.key, doneFile };
    const movedFiles = after === "move" ? await listMoved(moved, folder.isOwnFolder) : [];
    const startedMs = performance.now();
    const work = chooseWork(watched, { settleMs, patience: seen, doneFile, as: settings.as, movedFiles });
    nextChooseMs.set(watched, now.nowMs + CHOOSE_SHARE * (performance.now() - startedMs));
    return work;
  };
  /** Sheets, and files that are nobody's: done with once they are known. */
  const noteSettled = ({ watched }: Place, work: Work) => {
    sayAside(watched, work, say);
    if (watched.key !== "" || !work.hasNewSheet) return;
    // A sheet beside the cards speaks of all of them.
    for (const other of folder.cards.values()) if (other !== watched) other.hasNewSheet = true;
  };
  const isGathering = (watched: WatchedCard, nowMs: number) => {
    const sinceMs = dueSinceMs.get(watched) ?? nowMs;
    dueSinceMs.set(watched, sinceMs);
    return (
      nowMs - sinceMs < GATHER_MS && [...watched.files.values()].some(({ proof }) => proof?.state === "asked")
    );
  };
  /** The last look before a run begins; what has changed, or is open again, settles anew. */
  const isUnchanged = async (watched: WatchedCard, work: Work) => {
    let isSame = true;
    const sinceMs = performance.now();
    for (const path of [...work.filesOf.values()].flat()) {
      const file = watched.files.get(path);
      if (file?.isTaken !== false) continue;
      const look = await lookAt(join(watched.card.root, path));
      if (!look) forgetFile(watched, path);
      if (!look || noteLook(watched, path, look, performance.now())) {
        isSame = false;
        continue;
      }
      file.openBy = await openCheck(file.seen, sinceMs);
      if (file.openBy === undefined) continue;
      file.proof = undefined;
      isSame = false;
    }
    return isSame;
  };
  return async () => {
    await folder.look(performance.now());
    if (!folder.isHere()) return order.note(folder, false);
    const places = [...folder.cards.values()].sort((a, b) => a.lastRunMs - b.lastRunMs);
    let hasWork = false;
    for (const watched of places) {
      const work = await chooseOf(watched);
      if (!work) continue;
      prover.ask(watched, work.toProve);
      const place = { folder, watched };
      if (work.due.size === 0) {
        noteSettled(place, work);
        takeWork(watched, work);
        continue;
      }
      hasWork = true;
      if (isGathering(watched, performance.now())) continue;
      const mayStart = () => !isStopped() && runs.mayStart(watched, work);
      if (!mayStart() || !order.mayGoFirst(folder) || !(await isUnchanged(watched, work))) continue;
      // Another folder's run may have begun meanwhile.
      if (!mayStart()) continue;
      dueSinceMs.delete(watched);
      noteSettled(place, work);
      runs.start(place, work);
    }
    order.note(folder, hasWork);
  };
}
