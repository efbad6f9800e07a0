// A checked clip in words of what would be sent, or why it would not be. Pure.
import type { CheckedClip, OwedFile } from "../domain/clip.ts";
import type { PlannedFile } from "../domain/outcome.ts";

/** What would be done for these files; those that the spec rejects are left out. */
export function plannedFiles(
  { verdicts, graded }: CheckedClip,
  owes: readonly OwedFile[],
): readonly PlannedFile[] {
  const isGradedFit = verdicts.graded !== undefined && verdicts.graded !== "reject";
  return owes.flatMap(({ role, source }): PlannedFile[] => {
    const { relativePath } = source;
    if (role === "thumbnail") {
      const action = source.path === graded?.path ? "still" : "passthrough";
      return isGradedFit ? [{ role, action, source: relativePath }] : [];
    }
    const verdict = verdicts[role];
    return verdict === undefined || verdict === "reject"
      ? []
      : [{ role, action: verdict, source: relativePath }];
  });
}
