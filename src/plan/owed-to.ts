// What of a plan goes to a destination that takes files of certain roles only. Pure.
import type { ClipPlan, OwedFile, Role } from "../domain/clip.ts";

export function owedTo(plan: ClipPlan, roles: readonly Role[]): readonly OwedFile[] {
  return plan.owes.filter(({ role }) => roles.includes(role));
}
