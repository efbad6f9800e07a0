// ClipPlan → CheckedClip: probed, held against the spec, proven to decode. The part that `check` and `ingest` share.
import type { CheckedClip, ClipPlan, VideoRole } from "../../domain/clip.ts";
import type { MediaFacts } from "../../domain/media-facts.ts";
import { readImageFacts } from "../../media/read-image-facts.ts";
import { checkClip } from "../../spec/check-clip.ts";
import type { CheckContext } from "../delivery.ts";
import { checkOptions } from "./check-options.ts";
import { probeClip } from "./probe-clip.ts";
import { proveEnds } from "./prove-ends.ts";

export interface Proof {
  /**
   * What is to be encoded is not decoded here: its render decodes all of it, and judges what its decoder says. Without
   * it every file's ends are.
   */
  readonly leavesToRender?: boolean;
}

export async function checkFoundClip(
  plan: ClipPlan,
  context: CheckContext,
  { leavesToRender = false }: Proof = {},
): Promise<CheckedClip> {
  const probed = await probeClip(plan, context);
  const thumbnail = plan.thumbnail ? await readImageFacts(plan.thumbnail.path) : undefined;
  const options = { ...checkOptions(context.wants), ...(thumbnail ? { thumbnail } : {}) };
  const judged = checkClip(probed, options);
  const isAsked = (role: VideoRole, { video }: MediaFacts) =>
    !leavesToRender || judged.verdicts[role] !== "encode" || video?.startsWithKeyframe === false;
  const proven = await proveEnds(judged, isAsked, context);
  return proven === judged.probed ? judged : checkClip({ ...judged, probed: proven }, options);
}
