// Asks how it ended with files that a destination had taken and still worked on when the run that sent them was over.
import type { Destination, Readiness } from "../destinations/destination.ts";
import type { Receipt } from "../domain/clip.ts";
import { OdailiesError } from "../domain/errors.ts";
import type { LedgerRecord } from "../ledger/record.ts";
import type { DestinationRecords } from "../ledger/view.ts";

/** `learn` is told what is decided by now; what is not, and what cannot be asked, stays as it is. Throws the signal's reason. */
export async function settleProcessing(
  { destination, records }: { readonly destination: Destination; readonly records: DestinationRecords },
  learn: (record: LedgerRecord) => void,
  signal: AbortSignal,
): Promise<void> {
  if (!destination.readiness) return;
  for (const { clip, role, receipt } of records.processing()) {
    const found = await destination.readiness(receipt, signal).catch((): Readiness => {
      signal.throwIfAborted();
      return { state: "processing" };
    });
    const base = { type: "settled", destination: destination.id, clip, role } as const;
    if (found.state === "ready") learn(base);
    if (found.state === "broken") learn({ ...base, problem: found.reason });
  }
}

/** Whoever looks there now sees nothing yet, and nobody knows whether it will be good. */
export function stillProcessingError({ key }: Receipt, label: string): OdailiesError {
  return new OdailiesError("still_processing", `${label} has ${key} and still works on it.`, {
    hint: "odailies status asks how that ended.",
  });
}
