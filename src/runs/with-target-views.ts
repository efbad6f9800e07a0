// Destinations that are only looked at: reached and listed, nothing is sent, nothing is written down.
import type { TargetView } from "../deliver/target.ts";
import {
  type DestinationToOpen,
  openDestination,
  type OpenedDestination,
} from "../destinations/open-destination.ts";
import type { LedgerView } from "../ledger/view.ts";
import { standIn } from "../destinations/stand-in.ts";
import type { Run } from "./frame.ts";

/** Throws what opening throws, as the run that sends would. */
export async function withTargetViews(
  to: readonly DestinationToOpen[],
  ledger: LedgerView,
  run: Pick<Run, "emit" | "signal">,
  work: (targets: readonly TargetView[]) => Promise<void>,
): Promise<void> {
  const opened: OpenedDestination[] = [];
  try {
    for (const each of to) {
      const isEmpty = (await each.isEmpty?.()) ?? false;
      opened.push(isEmpty ? standIn(each, sendsNothing, run.signal) : await openDestination(each, run));
    }
    await work(
      opened.map(({ destination, listing }) => ({
        destination,
        listing,
        records: ledger.at(destination.id),
        sentNow: new Set<string>(),
      })),
    );
  } finally {
    for (const { destination } of opened) await destination.close();
  }
}

function sendsNothing(): Promise<never> {
  return Promise.reject(new Error("A run that only looks sends nothing."));
}
