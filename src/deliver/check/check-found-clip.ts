// FoundClip → CheckedClip: probed, then held against the spec. The part that `check` and `ingest` share.
import type { CheckedClip, FoundClip } from "../../domain/clip.ts";
import { readImageFacts } from "../../media/read-image-facts.ts";
import { checkClip } from "../../spec/check-clip.ts";
import { probeClip } from "./probe-clip.ts";
import type { CheckContext } from "../run-context.ts";

export async function checkFoundClip(clip: FoundClip, context: CheckContext): Promise<CheckedClip> {
  const probed = await probeClip(clip, context);
  const thumbnail = clip.thumbnail ? await readImageFacts(clip.thumbnail.path) : undefined;
  const { spec, settings } = context;
  return checkClip(probed, {
    spec,
    allow: settings.allow,
    proxy: settings.proxy,
    burnsIn: settings.burnIn !== undefined,
    ...(thumbnail ? { thumbnail } : {}),
  });
}
