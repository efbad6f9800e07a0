// `odailies check`: scan, probe and check only. No network, nothing written.
import { randomUUID } from "node:crypto";
import type { CheckedClip } from "../domain/clip.ts";
import type { OdailiesError } from "../domain/errors.ts";
import type { Emit } from "../domain/events.ts";
import type { ClipOutcome } from "../domain/outcome.ts";
import type { Scan } from "../domain/scan.ts";
import type { Spec } from "../domain/spec.ts";
import type { MediaTools } from "../media/find-media-tools.ts";
import { asFatal } from "../deliver/as-fatal.ts";
import { checkEach } from "../deliver/check/check-each.ts";
import { checkOutcome } from "../plan/check-outcome.ts";
import { clashOutcome, findClashes } from "../plan/clash.ts";
import { createLimits } from "../deliver/limits.ts";
import type { CheckSettings } from "../deliver/run-context.ts";
import { scanCards } from "../plan/scan-cards.ts";
import { spanJoinerOf } from "../plan/spans/span-joiner-of.ts";
import { createTally, endRun, NOTHING_SENT, type RunEnded, type Tally } from "./tally.ts";

export interface CheckRequest {
  /** Folders, or single files. */
  readonly folders: readonly string[];
  readonly as: "auto" | "graded" | "log";
  readonly settings: CheckSettings;
  readonly spec: Spec;
  readonly tools: MediaTools;
  readonly options: Readonly<Record<string, unknown>>;
  readonly emit: Emit;
  readonly signal: AbortSignal;
}

/** Never throws: what ended the run early is in the result, which is also the last event. */
export async function checkCards(request: CheckRequest): Promise<RunEnded> {
  const startedAt = performance.now();
  const { folders: source, options, emit, spec, tools } = request;
  const destination = `spec ${spec.specVersion}`;
  const tally = createTally();
  emit({ type: "run-started", run: randomUUID(), command: "check", source, destination, options });
  if (tools.warning !== undefined) emit({ type: "warning", code: "ffmpeg_old", message: tools.warning });
  const end = (outcome: ClipOutcome) => {
    tally.add(outcome);
    emit({ type: "clip-ended", outcome });
  };
  const account = { ...NOTHING_SENT, gaps: 0 };
  const note = (scans: readonly Scan[]) =>
    void (account.gaps = scans.reduce((sum, { gaps = [] }) => sum + gaps.length, 0));
  const fatal = await work(request, destination, end, note).then(() => undefined, asFatal);
  const result = endRun({
    ...account,
    tally,
    durationSeconds: (performance.now() - startedAt) / 1000,
    fatal,
    next: nextSteps(tally, fatal),
  });
  emit(result);
  return result;
}

async function work(
  request: CheckRequest,
  destination: string,
  end: (outcome: ClipOutcome) => void,
  note: (scans: readonly Scan[]) => void,
): Promise<void> {
  const spans = spanJoinerOf(request, undefined);
  const scans = await scanCards({ ...request, spans, takesFiles: true });
  note(scans);
  const { clips, clashes } = findClashes(scans);
  for (const clash of clashes) end(clashOutcome(clash, destination));
  const context = { ...request, limits: createLimits({}) };
  const describe = (checked: CheckedClip) =>
    Promise.resolve(checkOutcome(checked, { destination, withThumbnail: true }));
  await checkEach(clips, context, destination, describe, { end, leave: () => undefined });
}

function nextSteps(tally: Tally, fatal: OdailiesError | undefined): readonly string[] {
  if (fatal) return fatal.code === "cancelled" ? [] : [fatal.hint];
  const { rejected } = tally.counts();
  return rejected > 0 ? ["mend or replace the rejected clips, then check again."] : [];
}
