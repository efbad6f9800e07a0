// `odailies verify`: is what was delivered still there and the same? Receipts against cards, destination, hash lists.
import type { HashList } from "../checksums/hash-list.ts";
import { filesOfClip, sayListWarnings } from "../deliver/check/verify-hashes.ts";
import { clipError } from "../deliver/describe-end.ts";
import { type MhlRule, readCardLists } from "../plan/offload/read-card-lists.ts";
import { type Asked, askDestination, labelsOf } from "../destinations/open-destination.ts";
import { type ClipPlan, ROLES } from "../domain/clip.ts";
import { type ErrorCode, ERRORS, OdailiesError } from "../domain/errors.ts";
import type { FileCheck } from "../domain/file-check.ts";
import { type ClipEnd, type ClipError, type ClipOutcome, joinEnds } from "../domain/outcome.ts";
import type { Scan } from "../domain/scan.ts";
import { type ReadLedger, readLedger } from "../ledger/ledger.ts";
import { cardFolder } from "../ledger/places.ts";
import { planClips, type RecipeWants } from "../plan/plan-clips.ts";
import { createSpanJoiner } from "../plan/spans/join-spans.ts";
import { checkClipFiles, type CheckedFile } from "../verify/check-clip.ts";
import { inFrame, type Run } from "./frame.ts";
import type { InspectRequest } from "./inspect-request.ts";
import { sayNotAsked } from "./say-not-asked.ts";
import { scanClips } from "./scan-clips.ts";
import { sentSourcesOf } from "./sent-sources.ts";
import type { RunEnded } from "./tally.ts";
import { sayOtherRecords } from "./with-delivery.ts";

export interface VerifyRequest extends InspectRequest {
  readonly wants: RecipeWants;
  readonly mhl: MhlRule;
  /** Compare sizes and dates of the sources; read none of them to its end. */
  readonly isQuick: boolean;
}

/** Never throws: what ended the run early is in the result, which is also the last event. */
export function verifyDeliveries(request: VerifyRequest): Promise<RunEnded> {
  const destination = labelsOf(request.to);
  return inFrame(request.frame, { source: request.folders, destination }, async (run) => {
    const ledger = await readLedger(request.own.stateFolder);
    sayOtherRecords(ledger, run);
    const { scans, plans } = await planFolders(request, ledger, run, destination);
    const lists = await readLists(scans, request, run);
    const byName = new Map(plans.map((plan) => [plan.name, plan]));
    const gone = findGone(scans, byName, request, ledger);
    const checks = new Map<string, CheckedAt[]>();
    for (const toOpen of request.to) {
      await askDestination(toOpen, run.signal, async (asked) => {
        if ("reason" in asked) sayNotAsked(toOpen.label, asked.reason, run);
        const records = ledger.at(toOpen.id);
        for (const name of [...byName.keys(), ...gone]) {
          run.signal.throwIfAborted();
          const plan = byName.get(name);
          const own = plan ? (lists.get(plan.card.root) ?? []) : [];
          const { isQuick, mhl } = request;
          const context = { isQuick, lists: own, mhl, signal: run.signal, records, asked };
          const owes =
            records.owed(name)?.files.map(({ role }) => role) ?? plan?.owes.map(({ role }) => role) ?? [];
          const files = await checkClipFiles(name, plan, owes, context);
          const at = { label: toOpen.label, asked, files, ended: records.trouble(name)?.error };
          checks.set(name, [...(checks.get(name) ?? []), at]);
        }
      });
    }
    for (const [name, at] of checks) endClip(name, byName.get(name), at, run);
  });
}

async function planFolders(request: VerifyRequest, ledger: ReadLedger, run: Run, destination: string) {
  const { folders, as, to, wants, mhl } = request;
  const spans = createSpanJoiner({
    emit: run.emit,
    probe: undefined,
    readSent: () => Promise.resolve(sentSourcesOf(to, ledger)),
  });
  const { scans, clips } = await scanClips({ folders, as, spans, mhl }, destination, run);
  const plans = await planClips(clips, wants, run.signal);
  run.expect(plans);
  return { scans, plans };
}

async function readLists(
  scans: readonly Scan[],
  { isQuick, mhl }: VerifyRequest,
  { emit }: Run,
): Promise<ReadonlyMap<string, readonly HashList[]>> {
  const lists = new Map<string, readonly HashList[]>();
  if (isQuick || mhl === "ignore") return lists;
  for (const { card, clips } of scans) {
    const found = await readCardLists(card, clips.flatMap(filesOfClip));
    sayListWarnings(found, emit);
    const [unusable] = found.unusable;
    if (unusable && mhl === "require") throw unusable.error;
    lists.set(card.root, found.lists);
  }
  return lists;
}

/** Clips that were sent from these very folders and are not on them any more. */
function findGone(
  scans: readonly Scan[],
  here: ReadonlyMap<string, ClipPlan>,
  { to }: VerifyRequest,
  ledger: ReadLedger,
): readonly string[] {
  const folders = new Set(scans.map(({ card }) => cardFolder(card)));
  const names = to.flatMap(({ id }) => {
    const records = ledger.at(id);
    const wasSent = (name: string) => ROLES.some((role) => records.sent(name, role) !== undefined);
    return [...records.clips()].flatMap(([name, folder]) =>
      folders.has(folder) && wasSent(name) ? [name] : [],
    );
  });
  return [...new Set(names)].filter((name) => !here.has(name));
}

/** One clip as it was compared at one destination. */
interface CheckedAt {
  readonly label: string;
  readonly asked: Asked;
  readonly files: readonly CheckedFile[];
  /** Why the last run did not send all of it, where it had a reason of its own. */
  readonly ended: ClipError | undefined;
}

/** `done`: nothing differs · `rejected`: a hash list disagrees, or it was refused · `failed`: a difference · `deferred`: not verified. */
function endClip(name: string, plan: ClipPlan | undefined, at: readonly CheckedAt[], run: Run): void {
  const ends = at.map((checked) => {
    const { label, files } = checked;
    const error = describeTrouble(name, checked);
    return {
      destination: label,
      status: error ? endOf(error.code) : ("done" as const),
      files: files.flatMap(({ receipt }) => receipt ?? []),
      owes: files.map(({ check }) => check.role),
      metadata: {},
      ...(error && { error: clipError(error) }),
    };
  });
  const outcome: ClipOutcome = {
    ...{ clip: name, roll: plan?.roll, ...joinEnds(ends), findings: [], metadata: {} },
    destination: labelsOf(at),
  };
  const checks: FileCheck[] = at.flatMap(({ files }) => files.map(({ check }) => check));
  run.end(outcome, { checks });
}

function describeTrouble(name: string, { files, asked, label, ended }: CheckedAt): OdailiesError | undefined {
  const bad = files.filter(({ trouble }) => trouble !== undefined);
  const first = bad.find(({ trouble }) => trouble?.comparison.proof === "different") ?? bad[0];
  if (!first?.trouble) return undefined;
  const { at, comparison } = first.trouble;
  const { key } = first.check;
  if (comparison.proof === "different") {
    const hint = comparison.hint ?? "";
    if (at === "listed")
      return new OdailiesError("mhl_mismatch", `The source of ${key}: ${comparison.words}.`, { hint });
    if (at === "source")
      return new OdailiesError("verify_failed", `The source of ${key}: ${comparison.words}.`, { hint });
    if ("listing" in asked && !asked.listing.known().has(name)) {
      return new OdailiesError(
        "clip_not_listed",
        `${name} was sent, but ${label} does not show it any more.`,
        { hint },
      );
    }
    return new OdailiesError("verify_failed", `${key} at ${label}: ${comparison.words}.`, { hint });
  }
  if (at === "stored" && "reason" in asked) return asked.reason;
  if (at === "receipt" && ended) return new OdailiesError(ended.code, ended.message, { hint: ended.hint });
  if (at === "receipt") {
    const hint = "odailies ingest sends what was not sent.";
    return new OdailiesError("clips_failed", `${key}: ${comparison.words}.`, { hint });
  }
  const hint = "Check the drive, or name the folder where the file is now.";
  return new OdailiesError("clips_failed", `The source of ${key}: ${comparison.words}.`, { hint });
}

const ENDS: Readonly<Partial<Record<ErrorCode, ClipEnd>>> = {
  verify_failed: "failed",
  clip_not_listed: "failed",
};

function endOf(code: ErrorCode): ClipEnd {
  return ENDS[code] ?? (ERRORS[code].end === "rejected" ? "rejected" : "deferred");
}
