// What the destination shows now, for somebody who waits for the answer: or why it was not asked.
import type { Destination } from "../destinations/destination.ts";
import type { RemoteClip } from "../domain/delivery.ts";
import { OdailiesError } from "../domain/errors.ts";
import { asFatal } from "../deliver/as-fatal.ts";
import type { DestinationToOpen } from "./ingest-request.ts";

export type Listing =
  | { readonly clips: ReadonlyMap<string, RemoteClip>; readonly destination: Destination }
  | { readonly reason: OdailiesError };

/** A person waits no longer than this. */
const PATIENCE_MS = 60_000;

/**
 * `work` gets the listing and may ask more of the destination, which is closed afterwards. Throws what `work` throws,
 * and the signal's reason; a destination that cannot be asked is given as the reason.
 */
export async function withListing<Result>(
  toOpen: DestinationToOpen,
  signal: AbortSignal,
  work: (listing: Listing) => Promise<Result>,
): Promise<Result> {
  const opened = await open(toOpen, signal);
  signal.throwIfAborted();
  try {
    return await work(opened.listing);
  } finally {
    await opened.close();
  }
}

async function open(
  toOpen: DestinationToOpen,
  signal: AbortSignal,
): Promise<{ readonly listing: Listing; readonly close: () => Promise<void> }> {
  const patience = AbortSignal.timeout(PATIENCE_MS);
  let destination: Destination | undefined;
  try {
    const waiting = AbortSignal.any([signal, patience]);
    destination = await toOpen.open(() => undefined);
    await destination.open(waiting);
    const clips = await destination.list(waiting);
    const opened = destination;
    return { listing: { clips, destination }, close: () => opened.close() };
  } catch (error) {
    await destination?.close();
    const reason = patience.aborted ? tooSlow(toOpen.label) : asFatal(error);
    return { listing: { reason }, close: () => Promise.resolve() };
  }
}

function tooSlow(label: string): OdailiesError {
  return new OdailiesError("destination_unreachable", `${label} did not answer within a minute.`, {
    hint: "Run the same command again when the network is better.",
  });
}
