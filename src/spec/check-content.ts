// Judges what was seen and heard while a proxy was made.
import type { VideoRole } from "../domain/clip.ts";
import type { ContentFacts } from "../domain/content-facts.ts";
import type { Finding } from "../domain/finding.ts";
import type { Spec } from "../domain/spec.ts";
import { findingsOf } from "./judge.ts";

/** What the spec says about picture and sound of a decoded clip. Pure. */
export function checkContent(
  content: ContentFacts,
  role: VideoRole,
  spec: Spec,
  allow: ReadonlySet<string>,
): readonly Finding[] {
  return findingsOf({ kind: "content", role, content }, spec, allow);
}
