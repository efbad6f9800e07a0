// A clip that is not up for a reason of its own is remembered until it is: `status` in the morning knows of it.
import type { Delivery } from "../deliver/delivery.ts";
import type { ClipPlan } from "../domain/clip.ts";
import { type ClipOutcome, isGoodEnd } from "../domain/outcome.ts";
import type { RecordOf } from "../ledger/record.ts";

export function noteTrouble(
  plan: ClipPlan,
  outcome: ClipOutcome,
  { targets, make: { ledger } }: Delivery,
): void {
  const ends = outcome.ends ?? [outcome];
  const records = targets.flatMap(({ destination, records: known }): RecordOf<"ended">[] => {
    const end = ends.find((each) => each.destination === destination.label);
    if (!end) return [];
    const { status, error } = end;
    const base = { type: "ended", destination: destination.id, clip: plan.name } as const;
    const before = known.trouble(plan.name);
    if (isGoodEnd(status)) return before ? [{ ...base, status: "done" }] : [];
    // What was merely not come to is no trouble of the clip's; it is owed all the same.
    if (error?.code === "cancelled" || before?.error?.message === error?.message) return [];
    return [{ ...base, status, ...(error && { error }) }];
  });
  if (records.length === 0) return;
  try {
    ledger.append(plan.card, records);
  } catch {
    // The clip's own end says what is wrong with the disk.
  }
}
