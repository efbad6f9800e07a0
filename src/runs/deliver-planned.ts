// From what clips owe to clips that are up and annotated: the same, whoever planned them.
import { deliverClips } from "./deliver-clips.ts";
import type { Run } from "./frame.ts";
import type { IngestRequest } from "./ingest-request.ts";
import { openAnnotations } from "./open-annotations.ts";
import { oweClips } from "./owe-clips.ts";
import type { PlannedCards } from "./plan-cards.ts";
import { sayUploadPlan } from "./say-upload-plan.ts";
import { sendAlesOf } from "./send-ales-of.ts";
import { withDelivery } from "./with-delivery.ts";
import { withRows } from "./with-rows.ts";

/** Throws what stopped the run; how each clip ended is told to `run`. */
export async function deliverPlanned(planned: PlannedCards, request: IngestRequest, run: Run): Promise<void> {
  await withRows(planned, run, (knowledge) =>
    withDelivery(request, planned, knowledge, run, async (delivery) => {
      oweClips(planned.plans, delivery);
      await sayUploadPlan(planned.plans, delivery);
      const annotations = await openAnnotations(planned, request, delivery, run);
      await deliverClips(planned, annotations, delivery, run);
      await sendAlesOf(planned, request, delivery, run);
    }),
  );
}
