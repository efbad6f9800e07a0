// `odailies status`: what is up and what is not, told from cards, ledger and listing. Nothing is sent or written.
import type { Takes } from "../destinations/destination.ts";
import { leaveToTool } from "../deliver/check/leave-to-tool.ts";
import { probeError } from "../deliver/check/spec-error.ts";
import { clipError, failedOutcome } from "../deliver/describe-end.ts";
import { settleProcessing } from "../deliver/settle-processing.ts";
import { createLimits } from "../deliver/limits.ts";
import { askDestination, type DestinationToOpen, labelsOf } from "../destinations/open-destination.ts";
import { parseClipName } from "../domain/clip-name.ts";
import type { ClipStanding } from "../domain/clip-standing.ts";
import type { ClipPlan } from "../domain/clip.ts";
import type { RemoteClip } from "../domain/delivery.ts";
import { OdailiesError } from "../domain/errors.ts";
import { type ClipOutcome, joinEnds } from "../domain/outcome.ts";
import { type LearningLedger, type ReadLedger, readLedger } from "../ledger/ledger.ts";
import { cardFolder } from "../ledger/places.ts";
import type { MediaTools } from "../media/find-media-tools.ts";
import { probeFile } from "../media/probe-file.ts";
import { sayMissingLogs } from "../plan/missing-logs.ts";
import { planClips, type RecipeWants } from "../plan/plan-clips.ts";
import { createSpanJoiner, spanProbe } from "../plan/spans/join-spans.ts";
import { type AskedClip, askForPlan, askForRecords } from "./clip-asked.ts";
import { findClipStanding, type FoundStanding } from "./find-clip-standing.ts";
import { inFrame, type Run } from "./frame.ts";
import type { InspectRequest } from "./inspect-request.ts";
import { sayNotAsked } from "./say-not-asked.ts";
import { scanClips } from "./scan-clips.ts";
import { sentSourcesOf } from "./sent-sources.ts";
import type { RunEnded } from "./tally.ts";
import { sayOtherRecords } from "./with-delivery.ts";

export interface StatusRequest extends InspectRequest {
  /** What clips owe of which no run has decided yet. */
  readonly wants: RecipeWants;
  /** To tell camera originals and broken files from clips that wait; undefined where there are none. */
  readonly tools: MediaTools | undefined;
}

/** Never throws: what ended the run early is in the result, which is also the last event. */
export function showStatus(request: StatusRequest): Promise<RunEnded> {
  const { folders: source, to } = request;
  const destination = labelsOf(to);
  return inFrame(request.frame, { source, destination }, async (run) => {
    const ledger = await readLedger(request.own.stateFolder);
    sayOtherRecords(ledger, run);
    const plans = source.length > 0 ? await planFolders(request, ledger, run) : undefined;
    const places = await Promise.all(to.map((each) => askPlace(each, ledger, run)));
    if (!plans) sayMissingLogsOf(places, run);
    const asked = plans ? askPlans(plans, places) : askLedger(places, destination);
    run.expect([...asked.values()].flatMap(({ plan }) => plan ?? []));
    await lookAtEach([...asked.values()], { request, ledger, run, destination });
  });
}

async function planFolders(
  request: StatusRequest,
  ledger: ReadLedger,
  run: Run,
): Promise<readonly ClipPlan[]> {
  const { folders, as, tools, to, wants } = request;
  const { emit, signal } = run;
  const spans = createSpanJoiner({
    emit,
    probe: tools && spanProbe({ tools, signal }),
    readSent: () => Promise.resolve(sentSourcesOf(to, ledger)),
  });
  const { clips } = await scanClips({ folders, as, spans }, labelsOf(to), run);
  return planClips(clips, wants, signal);
}

/** A destination, as it was asked or as this computer alone knows it. */
interface Place {
  readonly label: string;
  readonly records: ReturnType<ReadLedger["at"]>;
  readonly remote: ReadonlyMap<string, RemoteClip> | undefined;
  /** Undefined where nobody knows: then it is taken to take everything. */
  readonly takes: Takes | undefined;
}

function askPlace(toOpen: DestinationToOpen, ledger: LearningLedger, run: Run): Promise<Place> {
  const { label, id } = toOpen;
  return askDestination(toOpen, run.signal, async (asked) => {
    const records = ledger.at(id);
    if ("destination" in asked)
      await settleProcessing({ destination: asked.destination, records }, ledger.learn, run.signal);
    const remote = "listing" in asked ? asked.listing.known() : undefined;
    if ("reason" in asked) sayNotAsked(label, asked.reason, run, "What follows is what this computer knows.");
    const takes = "destination" in asked ? asked.destination.takes : toOpen.takes;
    return { label, records, remote, takes };
  });
}

/** One clip at every destination that it is asked for. */
interface AskedEverywhere {
  readonly plan: ClipPlan | undefined;
  readonly at: readonly { readonly place: Place; readonly clip: AskedClip }[];
}

function askPlans(
  plans: readonly ClipPlan[],
  places: readonly Place[],
): ReadonlyMap<string, AskedEverywhere> {
  return new Map(
    plans.map((plan) => {
      const folder = cardFolder(plan.card);
      const at = places.map((place) => ({ place, clip: askForPlan(plan, folder, place) }));
      return [plan.name, { plan, at }];
    }),
  );
}

function askLedger(places: readonly Place[], label: string): ReadonlyMap<string, AskedEverywhere> {
  const asked = new Map<string, AskedEverywhere>();
  for (const place of places) {
    for (const clip of askForRecords(place.records)) {
      const at = [...(asked.get(clip.name)?.at ?? []), { place, clip }];
      asked.set(clip.name, { plan: undefined, at });
    }
  }
  if (asked.size > 0) return asked;
  throw new OdailiesError("card_empty", `Nothing was sent from this computer to ${label} yet.`, {
    hint: "Name the folder of a card, and it is compared: odailies status <folder>.",
  });
}

/** Cards that are not there any more: what was owed of them tells which clips had a LOG file. */
function sayMissingLogsOf(places: readonly Place[], { emit }: Run): void {
  const clips = new Map(
    places.flatMap(({ records }) => askForRecords(records)).map((clip) => [clip.name, clip] as const),
  );
  for (const card of new Set([...clips.values()].map((clip) => clip.card))) {
    const ofCard = [...clips.values()].filter((clip) => clip.card === card);
    const withRoles = ofCard.map(({ name, files }) => ({
      name,
      group: parseClipName(name)?.camera ?? "",
      hasLog: files.some(({ role }) => role === "log"),
    }));
    sayMissingLogs(withRoles, card, emit);
  }
}

interface LookContext {
  readonly request: StatusRequest;
  readonly ledger: ReadLedger;
  readonly run: Run;
  readonly destination: string;
}

async function lookAtEach(asked: readonly AskedEverywhere[], context: LookContext): Promise<void> {
  const { run, request } = context;
  const limits = createLimits({});
  const looks = asked.map((one) => limits.probe(() => lookAt(one, context)));
  const open = new Set<string>();
  for (const look of looks) {
    const seen = await look;
    if (!seen) continue;
    if (seen.outcome.status !== "done") open.add(seen.standing?.card ?? "");
    run.end(seen.outcome, seen.standing ? { standing: seen.standing } : {});
  }
  if (request.folders.length === 0) run.note({ openCards: [...open] });
  run.signal.throwIfAborted();
}

interface Seen {
  readonly outcome: ClipOutcome;
  readonly standing: ClipStanding | undefined;
}

/** Undefined for what is a camera original and no clip. Rejects only when the run is stopped. */
async function lookAt({ plan, at }: AskedEverywhere, context: LookContext): Promise<Seen | undefined> {
  const { request, ledger, run, destination } = context;
  const { own } = request;
  run.signal.throwIfAborted();
  try {
    const found = await Promise.all(
      at.map(({ place, clip }) => findClipStanding(clip, { ...place, ledger, own })),
    );
    const judged = plan && (await judgeFile(plan, found, context));
    if (judged === "left") return undefined;
    const [first] = at;
    const roll = first?.clip.roll ?? first?.place.records.sent(first.clip.name, "graded")?.facts.reelName;
    return combine(first?.clip.name ?? "", roll, found, judged, destination);
  } catch (error) {
    run.signal.throwIfAborted();
    if (!plan) throw error;
    return { outcome: await failedOutcome(plan, error, run.signal, destination), standing: undefined };
  }
}

/** What the file itself has against being sent; it is looked into only where nothing of the clip is made or up. */
async function judgeFile(
  plan: ClipPlan,
  found: readonly FoundStanding[],
  { request: { tools }, run }: LookContext,
): Promise<OdailiesError | "left" | undefined> {
  const file = plan.graded ?? plan.log;
  const isUntouched = found.every(
    ({ standing, end }) => !end.error && Object.values(standing.files).every((state) => state === "missing"),
  );
  if (!isUntouched || !file || !tools) return undefined;
  const probed = await probeFile(tools, file.path, { signal: run.signal, decodeEnds: false });
  if (!("problem" in probed)) return undefined;
  const { problem } = probed;
  if (problem.needs === undefined) return probeError(problem);
  run.leave(plan);
  leaveToTool(plan, problem.needs, run.emit);
  return "left";
}

/** What the file itself has against being sent stands over what became of it. */
function combine(
  clip: string,
  roll: string | undefined,
  found: readonly FoundStanding[],
  judged: OdailiesError | undefined,
  destination: string,
): Seen {
  const joined = joinEnds(found.map(({ end }) => end));
  const worst = found.find(({ end }) => end.status === joined.status);
  const outcome: ClipOutcome = {
    ...{ clip, roll, ...joined, findings: [], metadata: {}, destination },
    ...(judged && { status: "rejected", error: clipError(judged) }),
  };
  return { outcome, standing: worst?.standing };
}
