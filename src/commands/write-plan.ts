// `--plan <file>`: what would be done, as a file to read, to keep, and later to apply.
import { writeFile } from "node:fs/promises";
import { OdailiesError } from "../domain/errors.ts";
import { writePlanFile } from "../plan/plan-file.ts";
import { describePlan } from "../runs/describe-plan.ts";
import type { ShownPlan } from "../runs/plan-ingest.ts";

/** Without a path (`--dry-run`) the plan was shown already and nothing is written. */
export async function writePlan(plan: ShownPlan, path: string | undefined): Promise<void> {
  if (path === undefined) return;
  const text = writePlanFile(await describePlan(plan));
  await writeFile(path, text).catch((cause: unknown) => {
    throw new OdailiesError("plan_invalid", `The plan cannot be written to ${path}.`, {
      hint: "Name a file in a folder that is there and that you may write to.",
      cause,
    });
  });
}
