// The main job: card folder ─scan→ clips ─probe→ facts ─check→ findings ─proxy→ files ─upload→ destination ─annotate→ done.
import { labelsOf } from "../destinations/open-destination.ts";
import { deliverPlanned } from "./deliver-planned.ts";
import { inFrame } from "./frame.ts";
import type { IngestRequest } from "./ingest-request.ts";
import { planCards } from "./plan-cards.ts";
import type { RunEnded } from "./tally.ts";

/** Never throws: what ended the run early is in the result, which is also the last event. */
export function ingest(request: IngestRequest): Promise<RunEnded> {
  const subject = { source: request.cards.folders, destination: labelsOf(request.delivery.to) };
  return inFrame(request.frame, subject, async (run) => {
    const planned = await planCards(request, run);
    await deliverPlanned(planned, request, run);
  });
}
