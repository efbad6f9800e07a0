// Every clip probed and checked, each ending by itself: the loop of the runs that send nothing.
import type { CheckedClip, FoundClip } from "../../domain/clip.ts";
import type { ClipOutcome } from "../../domain/outcome.ts";
import { checkFoundClip } from "./check-found-clip.ts";
import { failedOutcome } from "../describe-end.ts";
import { leaveToTool } from "./leave-to-tool.ts";
import type { CheckContext } from "../run-context.ts";
import { neededTool } from "./spec-error.ts";

export interface CheckEars {
  readonly end: (outcome: ClipOutcome, clip: FoundClip) => void;
  /** It was no clip after all. */
  readonly leave: (clip: FoundClip) => void;
}

/** Rejects only when the run was stopped, once every clip has ended. */
export async function checkEach(
  clips: readonly FoundClip[],
  context: CheckContext,
  destination: string,
  describe: (checked: CheckedClip) => Promise<ClipOutcome>,
  { end, leave }: CheckEars,
): Promise<void> {
  const checkOne = async (clip: FoundClip) => {
    try {
      const checked = await checkFoundClip(clip, context);
      const tool = neededTool(checked);
      if (tool === undefined) return end(await describe(checked), clip);
      leave(clip);
      leaveToTool(clip, tool, context.emit);
    } catch (error) {
      end(await failedOutcome(clip, error, context.signal, destination), clip);
    }
  };
  await Promise.all(clips.map((clip) => context.limits.clip(0, () => checkOne(clip))));
  context.signal.throwIfAborted();
}
