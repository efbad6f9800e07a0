// A checked clip as an outcome of a run that sends nothing: what would be sent, or why it would not be.
import type { CheckedClip, FoundFile } from "../domain/clip.ts";
import type { ClipOutcome, PlannedFile } from "../domain/outcome.ts";
import { specError } from "../deliver/check/spec-error.ts";

export interface CheckOutcomeOptions {
  readonly destination: string;
  /** Does a thumbnail go up with the graded file? */
  readonly withThumbnail: boolean;
}

export function checkOutcome(
  clip: CheckedClip,
  { destination, withThumbnail }: CheckOutcomeOptions,
): ClipOutcome {
  const planned: PlannedFile[] = [];
  const plan = (role: PlannedFile["role"], action: PlannedFile["action"], file: FoundFile) =>
    planned.push({ role, action, source: file.relativePath });
  const { graded, log } = clip.verdicts;
  if (clip.graded && graded && graded !== "reject") {
    plan("graded", graded, clip.graded);
    if (clip.thumbnail) plan("thumbnail", "passthrough", clip.thumbnail);
    else if (withThumbnail) plan("thumbnail", "still", clip.graded);
  }
  if (clip.log && log && log !== "reject") plan("log", log, clip.log);
  const refused = graded === "reject" ? "graded" : log === "reject" ? "log" : undefined;
  const error = refused && specError(clip, refused);
  return {
    clip: clip.name,
    roll: clip.roll,
    status: error ? "rejected" : "done",
    findings: clip.findings,
    files: [],
    planned,
    metadata: {},
    ...(error ? { error: { code: error.code, message: error.message, hint: error.hint } } : {}),
    destination,
  };
}
