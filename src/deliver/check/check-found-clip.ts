// ClipPlan → CheckedClip: probed, then held against the spec. The part that `check` and `ingest` share.
import type { CheckedClip, ClipPlan } from "../../domain/clip.ts";
import { readImageFacts } from "../../media/read-image-facts.ts";
import { checkClip } from "../../spec/check-clip.ts";
import type { CheckContext } from "../delivery.ts";
import { probeClip } from "./probe-clip.ts";

export async function checkFoundClip(plan: ClipPlan, context: CheckContext): Promise<CheckedClip> {
  const probed = await probeClip(plan, context);
  const thumbnail = plan.thumbnail ? await readImageFacts(plan.thumbnail.path) : undefined;
  const { spec, allow, proxy, burnIn } = context.wants;
  const checked = checkClip(probed, {
    spec,
    allow,
    proxy,
    burnsIn: burnIn !== undefined,
    ...(thumbnail ? { thumbnail } : {}),
  });
  return { ...checked, owes: replaceUnfitPicture(checked, context.wants.thumbnail) };
}

/** A picture that came with the clip and is not fit to be sent is made of the graded file instead. */
function replaceUnfitPicture(
  { owes, graded, findings }: CheckedClip,
  wantsThumbnail: string,
): CheckedClip["owes"] {
  const isUnfit = findings.some(({ role, severity }) => role === "thumbnail" && severity === "error");
  if (!isUnfit || !graded) return owes;
  return owes.flatMap((owed) => {
    if (owed.role !== "thumbnail") return owed;
    return wantsThumbnail === "none" ? [] : { ...owed, source: graded };
  });
}
