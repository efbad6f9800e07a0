// `odailies status`: what is up and what is not, told from cards, journal and listing. Nothing is sent or written.
import type { FoundClip } from "../domain/clip.ts";
import type { ClipStanding } from "../domain/clip-standing.ts";
import type { RemoteClip } from "../domain/delivery.ts";
import { OdailiesError } from "../domain/errors.ts";
import type { MediaTools } from "../media/find-media-tools.ts";
import { probeFile } from "../media/probe-file.ts";
import { withListing } from "./ask-listing.ts";
import { leaveToTool } from "../deliver/check/leave-to-tool.ts";
import { probeError } from "../deliver/check/spec-error.ts";
import { clashOutcome, findClashes } from "../plan/clash.ts";
import { failedOutcome } from "../deliver/describe-end.ts";
import { createLimits } from "../deliver/limits.ts";
import { scanCards } from "../plan/scan-cards.ts";
import { createSpanJoiner, spanProbe } from "../plan/spans/join-spans.ts";
import { type JournalView, readJournal } from "../ledger/journal.ts";
import type { RunEnded } from "./tally.ts";
import { describeStanding } from "../verify/describe-standing.ts";
import { type Asked, askForFound, askForJournal } from "../verify/find-asked.ts";
import { findOtherSource, judgeStanding, type Judgement } from "../verify/judge-standing.ts";
import type { InspectRequest } from "./inspect-request.ts";
import { nextCommands } from "./next-commands.ts";
import { type Inspection, runInspection } from "./run-inspection.ts";

export interface StatusRequest extends InspectRequest {
  readonly workFolder: string;
  /** Is a thumbnail of every clip wanted? */
  readonly withThumbnail: boolean;
  /** To tell camera originals and broken files from clips that wait; undefined where there are none. */
  readonly tools: MediaTools | undefined;
}

/** Never throws: what ended the run early is in the result, which is also the last event. */
export function showStatus(request: StatusRequest): Promise<RunEnded> {
  const cards = new Set<string>();
  const { commandLine, folders } = request;
  return runInspection(
    "status",
    request,
    (inspection) => work(request, inspection, cards),
    (end) => nextCommands({ ...end, commandLine, hasFolders: folders.length > 0, cards: [...cards] }),
  );
}

/** `cards` gets the names of those with clips that are not up. */
async function work(request: StatusRequest, inspection: Inspection, cards: Set<string>): Promise<void> {
  const { folders, destination, stateFolder, signal, emit } = request;
  const spans = createSpanJoiner({
    emit,
    probe: request.tools && spanProbe({ tools: request.tools, signal }),
    readJournal: () => readJournal(stateFolder, destination.id),
  });
  const scans = folders.length > 0 ? await scanCards({ ...request, spans }) : [];
  const { clips, clashes } = findClashes(scans);
  for (const clash of clashes) inspection.end(clashOutcome(clash, destination.label));
  const journal = await readJournal(stateFolder, destination.id);
  const asked =
    folders.length > 0 ? clips.map((clip) => askForFound(clip, request)) : await askForJournal(request);
  if (folders.length === 0 && asked.length === 0) throw nothingSent(destination.label);
  const remote = await withListing(destination, signal, (listing) => {
    if ("clips" in listing) return Promise.resolve(listing.clips);
    inspection.notAsked = listing.reason;
    emit({
      type: "warning",
      code: "not_asked",
      message: notAskedSentence(destination.label, listing.reason),
    });
    return Promise.resolve(undefined);
  });
  const limits = createLimits({});
  const context = { ...request, journal, remote };
  const standings = asked.map((one) => limits.probe(() => lookAt(one, context)));
  for (const standing of standings) {
    const seen = await standing;
    if (!seen) continue;
    if (seen.outcome.status !== "done") cards.add(seen.standing?.card ?? "");
    inspection.end(seen.outcome, seen.standing ? { standing: seen.standing } : {});
  }
  signal.throwIfAborted();
}

interface StandingContext extends StatusRequest {
  readonly journal: JournalView;
  readonly remote: ReadonlyMap<string, RemoteClip> | undefined;
}

/** Undefined for what is a camera original and no clip. Rejects only when the run is stopped. */
async function lookAt(asked: Asked, context: StandingContext) {
  const { found, clip, workFolder } = asked;
  const { destination, signal, journal } = context;
  signal.throwIfAborted();
  try {
    const { standing, receipts } = await describeStanding(clip, { ...context, workFolder });
    const judgement =
      (found && (await judgeFile(found, standing, context))) ??
      judgeStanding(clip.name, standing, receipts, destination.label);
    if (judgement === "left") return undefined;
    const { status, error } = judgement;
    const roll = asked.roll ?? journal.sent(clip.name, "graded")?.facts.reelName;
    const outcome = {
      clip: clip.name,
      roll,
      status,
      findings: [],
      files: receipts,
      metadata: {},
      ...(error && { error: { code: error.code, message: error.message, hint: error.hint } }),
      destination: destination.label,
    };
    return { outcome, standing };
  } catch (error) {
    signal.throwIfAborted();
    if (!found) throw error;
    return { outcome: await failedOutcome(found, error, signal, destination.label), standing: undefined };
  }
}

/** What the file itself has against being sent; it is looked into only where nothing of the clip is made or up. */
async function judgeFile(
  found: FoundClip,
  standing: ClipStanding,
  { tools, signal, emit, journal }: StandingContext,
): Promise<Judgement | "left" | undefined> {
  const other = findOtherSource(found, standing, journal);
  if (other) return { status: "rejected", error: other };
  const file = found.graded ?? found.log;
  const isUntouched = Object.values(standing.files).every((state) => state === "missing");
  if (!isUntouched || !file || !tools) return undefined;
  const probed = await probeFile(tools, file.path, { signal, decodeEnds: false });
  if (!("problem" in probed)) return undefined;
  const { problem } = probed;
  if (problem.needs === undefined) return { status: "rejected", error: probeError(problem) };
  leaveToTool(found, problem.needs, emit);
  return "left";
}

function notAskedSentence(label: string, reason: OdailiesError): string {
  return `${label} was not asked: ${reason.message} What follows is what this computer knows.`;
}

function nothingSent(label: string): OdailiesError {
  return new OdailiesError("card_empty", `Nothing was sent from this computer to ${label} yet.`, {
    hint: "Name the folder of a card, and it is compared: odailies status <folder>.",
  });
}
