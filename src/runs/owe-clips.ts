// What every clip owes is written down before anything is sent: from then on status, and other machines, know it.
import type { Delivery } from "../deliver/delivery.ts";
import type { ClipPlan } from "../domain/clip.ts";
import { appendByCard } from "../ledger/append-by-card.ts";
import type { RecordOf } from "../ledger/record.ts";
import { owedTo } from "../plan/owed-to.ts";

/** Only what is not known already is written: a run with nothing to do writes nothing. */
export function oweClips(plans: readonly ClipPlan[], { targets, make: { ledger } }: Delivery): void {
  const owed = plans.flatMap((plan) =>
    targets.flatMap(({ destination, records }) => {
      const record = owedRecord(plan, destination.id, owedTo(plan, destination.takes.roles));
      const known = records.owed(plan.name);
      return known && isSame(known, record) ? [] : { card: plan.card, record };
    }),
  );
  appendByCard(ledger, owed);
}

function owedRecord(plan: ClipPlan, destination: string, owes: ClipPlan["owes"]): RecordOf<"owed"> {
  const { name: clip, card, roll, date } = plan;
  return {
    ...{ type: "owed", destination, clip, root: card.root },
    ...(roll !== undefined && { roll }),
    ...(date !== undefined && { date }),
    files: owes.map(({ role, recipe, source }) => ({ role, recipe, path: source.relativePath })),
  };
}

function isSame(a: RecordOf<"owed">, b: RecordOf<"owed">): boolean {
  return a.root === b.root && JSON.stringify(a.files) === JSON.stringify(b.files);
}
