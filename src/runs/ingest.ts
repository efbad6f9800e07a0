// The main job: card folder ─scan→ clips ─probe→ facts ─check→ findings ─proxy→ files ─upload→ destination ─annotate→ done.
import { randomUUID } from "node:crypto";
import type { FoundClip } from "../domain/clip.ts";
import type { ClipOutcome } from "../domain/outcome.ts";
import type { Scan } from "../domain/scan.ts";
import { createAnnotations } from "../annotate/annotations.ts";
import { createAnnotator } from "../annotate/annotator.ts";
import { asFatal } from "../deliver/as-fatal.ts";
import { clashOutcome, findClashes } from "../plan/clash.ts";
import { deliverClip } from "../deliver/deliver-clip.ts";
import { describeEnd, notReachedOutcome } from "../deliver/describe-end.ts";
import type { IngestRequest } from "./ingest-request.ts";
import { assignLooks } from "../plan/looks/assign-looks.ts";
import { leaveToTool } from "../deliver/check/leave-to-tool.ts";
import { matchSheets, type SheetMatch } from "../annotate/sheets/match-sheets.ts";
import { matchSounds, mayMatchSounds, type SoundMatch } from "../annotate/sheets/match-sounds.ts";
import { spanJoinerOf } from "../plan/spans/span-joiner-of.ts";
import { readJournal } from "../ledger/journal.ts";
import { nextSteps } from "./next-steps.ts";
import { withRun } from "./with-run.ts";
import { orderClips } from "../plan/order-clips.ts";
import { planClips } from "./plan-clips.ts";
import { readSheets } from "../annotate/sheets/read-sheets.ts";
import { readSounds } from "../annotate/sheets/read-sounds.ts";
import { requireAles, sendAles } from "../annotate/sheets/send-ales.ts";
import type { RunContext } from "../deliver/run-context.ts";
import { sayUploadPlan } from "../deliver/say-upload-plan.ts";
import { scanCards } from "../plan/scan-cards.ts";
import { createTally, endRun, NOTHING_SENT, type RunEnded, type Tally } from "./tally.ts";

/** Never throws: what ended the run early is in the result, which is also the last event. */
export async function ingest(request: IngestRequest): Promise<RunEnded> {
  const startedAt = performance.now();
  const tally = createTally();
  const account: RunAccount = { ...NOTHING_SENT };
  request.emit({
    type: "run-started",
    run: randomUUID(),
    command: request.command ?? "ingest",
    source: request.folders,
    destination: request.destination.label,
    options: request.options,
  });
  for (const warning of request.warnings) request.emit({ type: "warning", ...warning });
  const fatal = await work(request, tally, account).then(() => undefined, asFatal);
  const { commandLine, whenDone } = request;
  const result = endRun({
    ...account,
    tally,
    durationSeconds: (performance.now() - startedAt) / 1000,
    fatal,
    next: nextSteps({ outcomes: tally.outcomes(), fatal, commandLine, whenDone }),
  });
  request.emit(result);
  return result;
}

interface RunAccount {
  rows: RunEnded["rows"];
  rowsLost: number;
  gaps: number;
  bytesUploaded: number;
}

async function work(request: IngestRequest, tally: Tally, account: RunAccount): Promise<void> {
  const readJournalOfRun = () => readJournal(request.stateFolder, request.destination.id);
  const spans = spanJoinerOf(request, request.settings.force ? undefined : readJournalOfRun);
  const scans = await scanCards({ ...request, spans });
  account.gaps = scans.reduce((sum, { gaps = [] }) => sum + gaps.length, 0);
  const { clips, clashes } = findClashes(scans);
  const { label } = request.destination;
  const { isWanted } = spans;
  const open = new Map(clips.filter(isWanted).map((clip) => [clip.name, clip]));
  const end = (outcome: ClipOutcome, clip?: FoundClip) => {
    if (clip) open.delete(clip.name);
    tally.add(outcome);
    const parts = clip ? spans.partsOf(clip) : [];
    request.emit({ type: "clip-ended", outcome, ...(parts.length > 0 && { parts }) });
  };
  for (const clash of clashes.filter(isWanted)) end(clashOutcome(clash, label));
  try {
    await deliver({ ...request, isWanted }, scans, clips, {
      end,
      leave: (clip) => open.delete(clip.name),
      account,
    });
  } catch (error) {
    for (const clip of open.values()) end(notReachedOutcome(clip, asFatal(error), label));
    throw error;
  }
}

/** What the stages tell the run while they work. */
interface RunEars {
  readonly end: (outcome: ClipOutcome, clip: FoundClip) => void;
  /** It was no clip after all. */
  readonly leave: (clip: FoundClip) => void;
  readonly account: RunAccount;
}

async function deliver(
  request: IngestRequest,
  scans: readonly Scan[],
  clips: readonly FoundClip[],
  ears: RunEars,
): Promise<void> {
  const isByAle = request.metadataVia === "ale";
  if (isByAle) requireAles(request.metadata);
  const rows = await readSheets({ ...request, given: isByAle ? [] : request.metadata, scans });
  const sheets = matchSheets(rows, clips, request.match, request.emit);
  const wanted = assignLooks(clips.filter(request.isWanted ?? (() => true)), { ...request, ...sheets });
  const ordered = orderClips(wanted, request.order, sheets.isCircled);
  try {
    if (request.plan) await request.plan(await planClips(ordered, sheets, request, ears));
    else {
      await withRun(request, scans, sheets.rowsOf, async (context) => {
        const sounds = matchSounds(mayMatchSounds(request) ? await readSounds(scans, context) : []);
        await sayUploadPlan(ordered, context);
        await deliverClips(ordered, { sheets, sounds }, context, ears);
        const hasNewClips = ears.account.bytesUploaded > 0;
        if (isByAle) await sendAles(request.metadata, clips, hasNewClips, context);
      });
    }
  } finally {
    const left = sheets.finish(request.emit);
    ears.account.rows = left.rows;
    ears.account.rowsLost = left.lost + rows.unreadable;
  }
}

/** Every clip through every stage, overlapping as far as disk, processor and network allow. */
async function deliverClips(
  clips: readonly FoundClip[],
  { sheets, sounds }: { readonly sheets: SheetMatch; readonly sounds: SoundMatch },
  context: RunContext,
  { end, leave, account }: RunEars,
): Promise<void> {
  const annotator = createAnnotator({ ...context, onConflict: context.settings.onConflict });
  const { annotate, finish } = createAnnotations(sheets, sounds, annotator, context);
  const delivering = clips.map((clip, place) => deliverClip({ clip, place, annotate }, context));
  const ending = clips.map(async (clip, place) => {
    const delivered = await delivering[place];
    if (!delivered) return;
    account.bytesUploaded += delivered.sentBytes;
    if (delivered.needsTool === undefined)
      return end(await describeEnd({ clip, account: delivered }, context), clip);
    leave(clip);
    leaveToTool(clip, delivered.needsTool, context.emit);
  });
  await Promise.all(delivering);
  await finish();
  await Promise.all(ending);
}
