// Takes the locks, opens ledger and destinations, and closes all of it again, whatever happens in between.
import { createHasherFactory } from "../checksums/file-hasher.ts";
import type { Delivery, Knowledge } from "../deliver/delivery.ts";
import { readHashLists } from "../deliver/check/verify-hashes.ts";
import { createLimits } from "../deliver/limits.ts";
import { createCardWatch } from "../deliver/source/card-watch.ts";
import type { ClipPlan } from "../domain/clip.ts";
import type { Scan } from "../domain/scan.ts";
import { findFolderError } from "../ledger/folder-error.ts";
import { type Ledger, openLedger } from "../ledger/ledger.ts";
import { takeLock } from "../ledger/lock.ts";
import { cardFolder, type OwnFolders, removeEmpty, sweepWork, workFolderOf } from "../ledger/places.ts";
import type { IngestRequest } from "./ingest-request.ts";
import { openTargets } from "./open-targets.ts";
import type { Run } from "./frame.ts";

export interface ToDeliver {
  readonly scans: readonly Scan[];
  readonly plans: readonly ClipPlan[];
}

type Closing = (() => Promise<void> | void)[];

/**
 * Runs `work` with everything open. Throws `locked` where another run has a card, what opening the destinations throws
 * where none of them can be opened, and what stopped the run.
 */
export async function withDelivery(
  request: Omit<IngestRequest, "sheets">,
  { scans, plans }: ToDeliver,
  knowledge: Knowledge,
  run: Run,
  work: (delivery: Delivery) => Promise<void>,
): Promise<void> {
  const { cards, wants, delivery } = request;
  const { own, rules, tools, encoder } = delivery;
  const { emit } = run;
  const closing: Closing = [];
  const stopping = new AbortController();
  const signal = AbortSignal.any([run.signal, stopping.signal]);
  const stop = (error: Error) => stopping.abort(error);
  try {
    await lockCards(scans, own, closing);
    const ledger = await openLedger(own.stateFolder, new Set(plans.map(({ name }) => name)));
    closing.push(() => ledger.close());
    sayOtherRecords(ledger, run);
    await sweepCards(scans, own, rules.force ? undefined : ledger, closing);
    const uploads = AbortSignal.any([request.uploadSignal ?? signal, stopping.signal]);
    const targets = await openTargets(delivery.to, { ledger, own, emit, signal, uploads, stop }, closing);
    signal.throwIfAborted();
    const watch = await createCardWatch({ scans, waits: cards.waits ?? false, emit, signal, stop });
    const limits = createLimits(delivery.concurrency);
    await work({
      targets,
      make: {
        check: { tools, wants, limits, emit, signal, probed: cards.probed },
        encoder,
        knowledge,
        ledger,
        own,
      },
      rules,
      cards: watch,
      verifyHashes: await readHashLists(scans, delivery.mhl, emit, watch),
      newHasher: await createHasherFactory(),
    });
    watch.throwIfGone();
    signal.throwIfAborted();
  } catch (error) {
    throw findFolderError(error, own) ?? error;
  } finally {
    for (const close of closing.toReversed()) await close();
  }
}

/** One run per card, wherever it sends: what is made of a card lies in one place. */
async function lockCards(
  scans: readonly Scan[],
  { stateFolder }: OwnFolders,
  closing: Closing,
): Promise<void> {
  const roots = scans.map(({ card }) => card.root);
  const lock = await takeLock(stateFolder, "card", roots);
  closing.push(() => lock.release());
}

/** Without a ledger nothing of what earlier runs made is found again. */
async function sweepCards(
  scans: readonly Scan[],
  own: OwnFolders,
  ledger: Ledger | undefined,
  closing: Closing,
): Promise<void> {
  for (const { card } of scans) {
    const folder = workFolderOf(own, cardFolder(card));
    await sweepWork(folder, ledger?.madeFiles(cardFolder(card)) ?? new Set());
    closing.push(() => removeEmpty(folder));
  }
}

export function sayOtherRecords({ other }: Pick<Ledger, "other">, { emit }: Pick<Run, "emit">): void {
  if (!other) return;
  const what = other.count === 1 ? "1 record" : `${other.count} records`;
  const message = `${what} in ${other.file} is of another version of odailies, and is left alone.`;
  emit({
    type: "warning",
    code: "records_of_other_version",
    message: message.replace("records in", "records, e.g. in"),
  });
}
