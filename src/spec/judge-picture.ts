// What the spec says of a picture that came with a clip: the one answer for who plans and who checks.
import type { Finding } from "../domain/finding.ts";
import type { Spec } from "../domain/spec.ts";
import { findingsOf } from "./judge.ts";
import type { ThumbnailFacts } from "./thumbnail-facts.ts";

interface PictureRules {
  readonly spec: Spec;
  /** Rule ids whose errors become warnings. */
  readonly allow: ReadonlySet<string>;
}

export function judgePicture(thumbnail: ThumbnailFacts, { spec, allow }: PictureRules): readonly Finding[] {
  return findingsOf({ kind: "thumbnail", role: "thumbnail", thumbnail }, spec, allow);
}

/** One with an error is not sent. */
export function isPictureFit(thumbnail: ThumbnailFacts, rules: PictureRules): boolean {
  return judgePicture(thumbnail, rules).every(({ severity }) => severity !== "error");
}
