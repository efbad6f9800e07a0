// What a decoder said of a source, once it was decoded, judged as if it had been known before.
import type { CheckedClip, VideoRole } from "../../domain/clip.ts";
import { checkClip } from "../../spec/check-clip.ts";
import type { CheckContext } from "../delivery.ts";
import { checkOptions } from "./check-options.ts";
import { proveEnds } from "./prove-ends.ts";
import { specError } from "./spec-error.ts";

/** Throws `spec_not_met` where the spec does not let a source pass of which its decoder complained. */
export function requireWhole(
  clip: CheckedClip,
  role: VideoRole,
  decodeErrors: readonly string[],
  { wants }: CheckContext,
): void {
  const probed = clip.probed[role];
  if (decodeErrors.length === 0 || !probed || !("facts" in probed)) return;
  const { file, facts } = probed;
  const known = { ...clip.probed, [role]: { file, facts: { ...facts, decodeErrors } } };
  const judged = checkClip({ ...clip, probed: known }, checkOptions(wants));
  if (judged.verdicts[role] === "reject") throw specError(judged, role);
}

/** For a source that no file could be made of: throws `spec_not_met` where that is its own fault. */
export async function requireWholeEnds(
  clip: CheckedClip,
  role: VideoRole,
  check: CheckContext,
): Promise<void> {
  const probed = (await proveEnds(clip, (each) => each === role, check))[role];
  if (probed && "facts" in probed) requireWhole(clip, role, probed.facts.decodeErrors ?? [], check);
}
