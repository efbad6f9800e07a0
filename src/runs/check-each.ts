// Every clip probed and checked, each ending by itself: the loop of the runs that send nothing.
import { type FitQuestions, checkFit } from "../deliver/check/check-fit.ts";
import { neededTool, specError } from "../deliver/check/spec-error.ts";
import { leaveToTool } from "../deliver/check/leave-to-tool.ts";
import { clipError, endOf, failedOutcome } from "../deliver/describe-end.ts";
import { type CheckedClip, type ClipPlan, VIDEO_ROLES } from "../domain/clip.ts";
import type { ClipOutcome } from "../domain/outcome.ts";
import { plannedFiles } from "../plan/planned-files.ts";
import type { Run } from "./frame.ts";

/** What a run that sends nothing still finds out of a clip: what is open of it. May throw what the sending run would. */
export type LookAtChecked = (checked: CheckedClip) => Promise<CheckedClip["owes"]>;

/** Rejects only when the run was stopped, once every clip has ended. */
export async function checkEach(
  plans: readonly ClipPlan[],
  questions: FitQuestions,
  look: LookAtChecked,
  { run, destination }: { readonly run: Run; readonly destination: string },
): Promise<void> {
  const { check } = questions;
  const checkOne = async (plan: ClipPlan) => {
    try {
      const checked = await checkFit(plan, questions);
      const tool = neededTool(checked);
      if (tool === undefined) return run.end(describe(checked, await look(checked), destination));
      run.leave(plan);
      leaveToTool(plan, tool, run.emit);
    } catch (error) {
      run.end(await failedOutcome(plan, error, run.signal, destination));
    }
  };
  await Promise.all(plans.map((plan) => check.limits.clip(0, () => checkOne(plan))));
  run.signal.throwIfAborted();
}

function describe(checked: CheckedClip, open: CheckedClip["owes"], destination: string): ClipOutcome {
  const { verdicts, name: clip, roll, findings } = checked;
  const refused = VIDEO_ROLES.find(
    (role) => verdicts[role] === "reject" && open.some((owed) => owed.role === role),
  );
  const error = refused && specError(checked, refused);
  const status = error ? endOf(error) : open.length > 0 ? "done" : "skipped";
  return {
    ...{ clip, roll, status, findings, files: [], metadata: {}, destination },
    planned: plannedFiles(checked, open),
    owes: checked.owes.map(({ role }) => role),
    ...(error && { error: clipError(error) }),
  };
}
