// Is a clip fit to be delivered? The questions that every run asks alike, whether it sends or only tells.
import type { CheckedClip, ClipPlan } from "../../domain/clip.ts";
import type { CheckContext, Knowledge } from "../delivery.ts";
import type { VerifyHashes } from "./verify-hashes.ts";
import { checkFoundClip, type Proof } from "./check-found-clip.ts";
import { requireLook } from "./require-look.ts";

export interface FitQuestions extends Proof {
  readonly check: CheckContext;
  readonly verifyHashes: VerifyHashes;
  readonly rowsOf: Knowledge["rowsOf"];
}

/**
 * Throws `mhl_mismatch` where a hash list says something else, and `look_mismatch` where the look is for another
 * footage. What the spec says is in the findings.
 */
export async function checkFit(
  plan: ClipPlan,
  { check, verifyHashes, rowsOf, ...proof }: FitQuestions,
): Promise<CheckedClip> {
  await check.limits.probe(() => verifyHashes(plan, check.signal));
  const checked = await checkFoundClip(plan, check, proof);
  const { look } = check.wants;
  if (plan.look && look)
    await requireLook({ clip: checked, look, rows: rowsOf(plan.name), emit: check.emit });
  return checked;
}
