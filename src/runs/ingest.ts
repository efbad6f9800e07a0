// The main job: card folder ─scan→ clips ─probe→ facts ─check→ findings ─proxy→ files ─upload→ destination ─annotate→ done.
import { inFrame } from "./frame.ts";
import { deliverClips } from "./deliver-clips.ts";
import type { IngestRequest } from "./ingest-request.ts";
import { openAnnotations } from "./open-annotations.ts";
import { oweClips } from "./owe-clips.ts";
import { labelOf, planCards } from "./plan-cards.ts";
import { sayUploadPlan } from "./say-upload-plan.ts";
import { sendAlesOf } from "./send-ales-of.ts";
import type { RunEnded } from "./tally.ts";
import { withDelivery } from "./with-delivery.ts";
import { withRows } from "./with-rows.ts";

/** Never throws: what ended the run early is in the result, which is also the last event. */
export function ingest(request: IngestRequest): Promise<RunEnded> {
  const subject = { source: request.cards.folders, destination: labelOf(request) };
  return inFrame(request.frame, subject, async (run) => {
    const planned = await planCards(request, run);
    await withRows(planned, run, (knowledge) =>
      withDelivery(request, planned, knowledge, run, async (delivery) => {
        oweClips(planned.plans, delivery);
        await sayUploadPlan(planned.plans, delivery);
        const annotations = await openAnnotations(planned, request, delivery, run);
        await deliverClips(planned, annotations, delivery, run);
        await sendAlesOf(planned, request, delivery, run);
      }),
    );
  });
}
