// One destination of a run: what is there, what was sent there before, and its own end, which is no other's.
import type { Destination } from "../destinations/destination.ts";
import type { Listing } from "../destinations/listing.ts";
import type { Role } from "../domain/clip.ts";
import type { OdailiesError } from "../domain/errors.ts";
import type { DestinationRecords } from "../ledger/view.ts";
import type { Uplink } from "./uplink.ts";

/** What is known of a destination without sending anything. */
export interface TargetView {
  readonly destination: Destination;
  readonly records: DestinationRecords;
  readonly listing: Listing;
  /** What this run has sent here, as `role/clip`: it may not be in any listing yet. */
  readonly sentNow: ReadonlySet<string>;
}

/** A destination that the run sends to. */
export interface Target extends TargetView {
  readonly uplink: Uplink;
  readonly sentNow: Set<string>;
  /** Aborted when the run stops, or when this destination alone can go on no more. */
  readonly signal: AbortSignal;
  /** Ends uploads that are under way; `signal` begins no further ones. */
  readonly uploadSignal: AbortSignal;
  /** Ends the work for this destination; the run goes on while there is another. */
  readonly stop: (error: OdailiesError) => void;
}

export function hasSentNow(target: TargetView, role: Role, clip: string): boolean {
  return target.sentNow.has(`${role}/${clip}`);
}
