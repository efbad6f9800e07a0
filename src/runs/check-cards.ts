// `odailies check`: scan, probe and check only. No network, nothing written.
import { readHashLists } from "../deliver/check/verify-hashes.ts";
import { createLimits } from "../deliver/limits.ts";
import { createCardWatch } from "../deliver/source/card-watch.ts";
import type { MhlRule } from "../plan/offload/read-card-lists.ts";
import type { MediaTools } from "../media/find-media-tools.ts";
import { planClips } from "../plan/plan-clips.ts";
import { spanJoinerOf } from "../plan/spans/span-joiner-of.ts";
import type { Wants } from "../plan/wants.ts";
import { checkEach } from "./check-each.ts";
import { type FrameRequest, inFrame, type Run } from "./frame.ts";
import { scanClips } from "./scan-clips.ts";
import type { RunEnded } from "./tally.ts";

export interface CheckRequest {
  readonly frame: FrameRequest;
  /** Folders, or single files. */
  readonly folders: readonly string[];
  readonly as: "auto" | "graded" | "log";
  readonly wants: Wants;
  readonly mhl: MhlRule;
  readonly tools: MediaTools;
}

/** Never throws: what ended the run early is in the result, which is also the last event. */
export function checkCards(request: CheckRequest): Promise<RunEnded> {
  const destination = `spec ${request.wants.spec.specVersion}`;
  return inFrame(request.frame, { source: request.folders, destination }, (run) =>
    checkFolders(request, run, destination),
  );
}

async function checkFolders(request: CheckRequest, run: Run, destination: string): Promise<void> {
  const { folders, as, wants, mhl, tools } = request;
  const { emit, signal } = run;
  const spans = spanJoinerOf({ proxy: wants.proxy, tools, signal, emit }, undefined);
  const { scans, clips } = await scanClips({ folders, as, spans, mhl, takesFiles: true }, destination, run);
  const plans = await planClips(clips, wants, signal);
  run.expect(plans);
  const check = { tools, wants, limits: createLimits({}), emit, signal };
  const cards = await createCardWatch({ scans, waits: false, emit, signal, stop: () => undefined });
  const verifyHashes = await readHashLists(scans, mhl, emit, cards);
  const questions = { check, verifyHashes, rowsOf: () => [] };
  await checkEach(plans, questions, (checked) => Promise.resolve(checked.owes), { run, destination });
}
