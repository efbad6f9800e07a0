// `odailies apply`: carries out a plan file, exactly that, here or on one of several machines.
import { labelsOf } from "../destinations/open-destination.ts";
import { deliverPlanned } from "./deliver-planned.ts";
import { inFrame } from "./frame.ts";
import type { IngestRequest } from "./ingest-request.ts";
import { type PlanToRestore, restorePlan } from "./restore-plan.ts";
import type { RunEnded } from "./tally.ts";

export interface ApplyRequest extends PlanToRestore {
  /** Path of the plan file. */
  readonly path: string;
  /** How it is carried out; folders and sheets of it are the plan's. */
  readonly request: IngestRequest;
}

/** Never throws: what ended the run early is in the result, which is also the last event. */
export function applyPlan({ path, request, ...toRestore }: ApplyRequest): Promise<RunEnded> {
  const label = labelsOf(request.delivery.to);
  return inFrame(request.frame, { source: [path], destination: label }, async (run) => {
    const planned = await restorePlan(toRestore, label, run);
    if (planned.plans.length > 0) await deliverPlanned(planned, request, run);
  });
}
