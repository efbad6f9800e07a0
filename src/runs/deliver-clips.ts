// Every clip through every stage, overlapping as far as disk, processor and network allow; each ends exactly once.
import type { Annotations } from "../annotate/annotations.ts";
import type { Delivery } from "../deliver/delivery.ts";
import { deliverClip } from "../deliver/deliver-clip.ts";
import { describeEnd } from "../deliver/describe-end.ts";
import { leaveToTool } from "../deliver/check/leave-to-tool.ts";
import type { TargetEnd } from "../deliver/target-end.ts";
import type { ClipPlan } from "../domain/clip.ts";
import type { Run } from "./frame.ts";
import { noteTrouble } from "./note-trouble.ts";

export interface ClipsToDeliver {
  /** In the order of work. */
  readonly plans: readonly ClipPlan[];
  readonly partsOf: (name: string) => readonly string[];
}

export async function deliverClips(
  { plans, partsOf }: ClipsToDeliver,
  annotations: Annotations,
  delivery: Delivery,
  run: Run,
): Promise<void> {
  const annotate: Parameters<typeof deliverClip>[0]["annotate"] = (clip, { destination }, known) =>
    annotations.annotate(clip, destination.id, known);
  const delivering = plans.map((plan, place) => deliverClip({ plan, place, annotate }, delivery));
  const ending = plans.map(async (plan, place) => {
    const ends = (await delivering[place]) ?? [];
    const sentBytes = ends.reduce((sum, end) => sum + end.sentBytes, 0);
    run.note({ bytesUploaded: run.facts().bytesUploaded + sentBytes });
    const tool = ends.find(({ needsTool }) => needsTool !== undefined)?.needsTool;
    if (tool !== undefined) return leave(plan, tool, run);
    return endClip(plan, ends, partsOf(plan.name), delivery, run);
  });
  await Promise.all(delivering);
  await annotations.finish();
  await Promise.all(ending);
}

function leave(plan: ClipPlan, tool: string, run: Run): void {
  run.leave(plan);
  leaveToTool(plan, tool, run.emit);
}

async function endClip(
  plan: ClipPlan,
  ends: readonly TargetEnd[],
  parts: readonly string[],
  delivery: Delivery,
  run: Run,
): Promise<void> {
  const outcome = await describeEnd(plan, ends, delivery.make.own);
  noteTrouble(plan, outcome, delivery);
  run.end(outcome, parts.length > 0 ? { parts } : {});
}
