// The one place that opens destinations: reached, listed once, and closed whatever happens.
import type { BandwidthSchedule } from "../domain/bandwidth.ts";
import { asFatal } from "../domain/as-fatal.ts";
import { OdailiesError } from "../domain/errors.ts";
import type { Emit } from "../domain/events.ts";
import type { Warning } from "../domain/warning.ts";
import type { Destination, Takes } from "./destination.ts";
import { createListing, type Listing } from "./listing.ts";

/** A destination before anything of it was reached or written. */
export interface DestinationToOpen {
  readonly label: string;
  readonly id: string;
  /** What it takes, where that is known before it is opened. */
  readonly takes?: Takes;
  /** `warn` is told when something is tried again later, and what else a person should know. */
  open(warn: (warning: Warning) => void): Promise<Destination>;
  /** Is it known, without making or asking anything, that nothing is there yet? Default: no. */
  isEmpty?(): Promise<boolean>;
  /** How fast files may go by the time of day; for the arithmetic, the destination keeps to it by itself. */
  readonly bandwidth?: BandwidthSchedule;
}

/** Several destinations as one line names them. */
export function labelsOf(places: readonly Pick<DestinationToOpen, "label">[], between = ", "): string {
  return places.map(({ label }) => label).join(between);
}

/** What `open` is given by a run: what the destination waits for and warns of is said. */
export function warnInRun(emit: Emit): (warning: Warning) => void {
  return (warning) => emit({ type: "warning", ...warning });
}

export interface OpenedDestination {
  readonly destination: Destination;
  readonly listing: Listing;
}

/** Throws what opening throws, with nothing left open. */
export async function openDestination(
  toOpen: DestinationToOpen,
  { emit, signal }: { readonly emit: Emit; readonly signal: AbortSignal },
): Promise<OpenedDestination> {
  const destination = await toOpen.open(warnInRun(emit));
  try {
    const startedMs = performance.now();
    const first = await destination.open(signal);
    const tookMs = performance.now() - startedMs;
    return { destination, listing: createListing(destination, { first, tookMs }, signal) };
  } catch (error) {
    await destination.close();
    throw error;
  }
}

/** A destination that was asked, or why it could not be. */
export type Asked = OpenedDestination | { readonly reason: OdailiesError };

/** A person waits no longer than this. */
const PATIENCE_MS = 60_000;

/**
 * For a run that only looks: `work` gets the destination, which is closed afterwards, or the reason why it could not be
 * asked. Throws what `work` throws, and the signal's reason.
 */
export async function askDestination<Result>(
  toOpen: DestinationToOpen,
  signal: AbortSignal,
  work: (asked: Asked) => Promise<Result>,
): Promise<Result> {
  const patience = AbortSignal.timeout(PATIENCE_MS);
  const hurried = { emit: () => undefined, signal: AbortSignal.any([signal, patience]) };
  const asked = await openDestination(toOpen, hurried).catch((error: unknown): Asked => ({
    reason: patience.aborted ? tooSlow(toOpen.label) : asFatal(error),
  }));
  try {
    signal.throwIfAborted();
    return await work(asked);
  } finally {
    if ("destination" in asked) await asked.destination.close();
  }
}

function tooSlow(label: string): OdailiesError {
  return new OdailiesError("destination_unreachable", `${label} did not answer within a minute.`, {
    hint: "Run the same command again when the network is better.",
  });
}
