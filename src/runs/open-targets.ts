// The destinations of a run, each with its own end: one that cannot be reached holds up no other.
import { NO_CARD } from "../annotate/send-metadata.ts";
import { settleProcessing } from "../deliver/settle-processing.ts";
import type { Target } from "../deliver/target.ts";
import { openUplink } from "../deliver/uplink.ts";
import { type DestinationToOpen, openDestination } from "../destinations/open-destination.ts";
import { standIn } from "../destinations/stand-in.ts";
import { asFatal } from "../domain/as-fatal.ts";
import type { OdailiesError } from "../domain/errors.ts";
import type { Emit } from "../domain/events.ts";
import type { Ledger } from "../ledger/ledger.ts";
import type { OwnFolders } from "../ledger/places.ts";

export interface TargetsContext {
  readonly ledger: Ledger;
  readonly own: OwnFolders;
  readonly emit: Emit;
  readonly signal: AbortSignal;
  /** Ends uploads that are under way. */
  readonly uploads: AbortSignal;
  /** Ends the run: no destination is left. */
  readonly stop: (error: OdailiesError) => void;
}

/** Throws what opening throws where no destination can be opened. Those that cannot are said, and end each clip as such. */
export async function openTargets(
  to: readonly DestinationToOpen[],
  context: TargetsContext,
  closing: (() => Promise<void> | void)[],
): Promise<readonly Target[]> {
  const open = new Set(to.map(({ id }) => id));
  const stopOne = (id: string, label: string, error: OdailiesError) => {
    if (!open.delete(id)) return;
    if (open.size === 0) context.stop(error);
    else {
      const message = `${label} takes nothing more in this run: ${error.message}`;
      context.emit({ type: "warning", code: "destination_stopped", message });
    }
  };
  return Promise.all(to.map((each) => openTarget(each, context, stopOne, closing)));
}

async function openTarget(
  toOpen: DestinationToOpen,
  { ledger, own, emit, signal: runSignal, uploads }: TargetsContext,
  stopOne: (id: string, label: string, error: OdailiesError) => void,
  closing: (() => Promise<void> | void)[],
): Promise<Target> {
  const { id, label } = toOpen;
  const stopping = new AbortController();
  const signal = AbortSignal.any([runSignal, stopping.signal]);
  const stop = (error: OdailiesError) => {
    stopping.abort(error);
    stopOne(id, label, error);
  };
  const { destination, listing } = await openDestination(toOpen, { emit, signal }).catch((error: unknown) => {
    runSignal.throwIfAborted();
    stop(asFatal(error));
    return standIn(toOpen, () => Promise.reject(asFatal(error)), signal);
  });
  closing.push(() => destination.close());
  const records = ledger.at(id);
  await settleProcessing({ destination, records }, (record) => ledger.append(NO_CARD, record), signal);
  const limits = toOpen.bandwidth ?? [];
  const uplink = await openUplink({ stateFolder: own.stateFolder, destinationId: id, limits });
  closing.push(() => uplink.close());
  return {
    destination,
    records,
    listing,
    uplink,
    sentNow: new Set(),
    signal,
    uploadSignal: AbortSignal.any([uploads, stopping.signal]),
    stop,
  };
}
