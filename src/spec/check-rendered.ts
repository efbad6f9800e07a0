// Judges what a remux or an encode made before it is sent.
import type { VideoRole } from "../domain/clip.ts";
import type { Finding } from "../domain/finding.ts";
import type { MediaFacts } from "../domain/media-facts.ts";
import type { Spec } from "../domain/spec.ts";
import { findingsOf } from "./judge.ts";

/**
 * What the spec says about a made file; any finding of severity `error` means that the render failed to meet it.
 * `name` is the clip's name: the file is judged as the `NAME.mp4` that it is delivered as, whatever its work file
 * is called. `allow` is what was allowed of the source: a remux keeps it. Rules about the pair are left out: they
 * judge sources. Pure.
 */
export function checkRendered(
  facts: MediaFacts,
  role: VideoRole,
  name: string,
  spec: Spec,
  allow: ReadonlySet<string> = new Set(),
): readonly Finding[] {
  const fileName = `${name}.mp4`;
  const { sizeBytes } = facts;
  return findingsOf(
    { kind: "video", role, clipName: name, fileName, sizeBytes, facts, problem: undefined },
    spec,
    allow,
  );
}
