// What clips were sent from before, to any of several destinations: recordings over several files stay as they went.
import type { DestinationToOpen } from "../destinations/open-destination.ts";
import type { LedgerView } from "../ledger/view.ts";
import type { SentSource } from "../plan/spans/sent-groups.ts";

export function sentSourcesOf(to: readonly DestinationToOpen[], ledger: LedgerView): SentSource {
  const records = to.map(({ id }) => ledger.at(id));
  return (clip, role) =>
    records.map((each) => each.sent(clip, role)?.source).find((source) => source !== undefined);
}
