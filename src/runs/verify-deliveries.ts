// `odailies verify`: is what was delivered still there and the same? Receipts against cards, destination, hash lists.
import type { HashList } from "../checksums/hash-list.ts";
import type { Card, FoundClip } from "../domain/clip.ts";
import { type ErrorCode, OdailiesError } from "../domain/errors.ts";
import type { ClipEnd, ClipOutcome } from "../domain/outcome.ts";
import { type Listing, withListing } from "./ask-listing.ts";
import { filesOfClip, sayListWarnings } from "../deliver/check/verify-hashes.ts";
import { type MhlRule, readCardLists } from "../plan/offload/read-card-lists.ts";
import { clashOutcome, findClashes } from "../plan/clash.ts";
import { scanCards } from "../plan/scan-cards.ts";
import { createSpanJoiner } from "../plan/spans/join-spans.ts";
import { readJournal } from "../ledger/journal.ts";
import { listJournalCards } from "../ledger/journal-cards.ts";
import { cardFolder } from "../ledger/state-names.ts";
import { ROLES } from "../verify/describe-standing.ts";
import type { InspectRequest } from "./inspect-request.ts";
import { type Inspection, runInspection } from "./run-inspection.ts";
import type { RunEnded } from "./tally.ts";
import { type CheckedFile, checkClipFiles } from "../verify/check-clip.ts";
import { nextVerifications } from "./next-verifications.ts";

export interface VerifyRequest extends InspectRequest {
  readonly mhl: MhlRule;
  /** Compare sizes and dates of the sources; read none of them to its end. */
  readonly isQuick: boolean;
}

/** Never throws: what ended the run early is in the result, which is also the last event. */
export function verifyDeliveries(request: VerifyRequest): Promise<RunEnded> {
  return runInspection(
    "verify",
    request,
    (inspection) => work(request, inspection),
    (end) => nextVerifications(end, request.commandLine),
  );
}

async function work(request: VerifyRequest, inspection: Inspection): Promise<void> {
  const { destination, stateFolder, signal, emit, isQuick } = request;
  const journal = await readJournal(stateFolder, destination.id);
  const spans = createSpanJoiner({ emit, probe: undefined, readJournal: () => Promise.resolve(journal) });
  const scans = await scanCards({ ...request, spans });
  const { clips, clashes } = findClashes(scans);
  for (const clash of clashes) inspection.end(clashOutcome(clash, destination.label));
  const mhl = isQuick ? "ignore" : request.mhl;
  const lists = new Map<string, readonly HashList[]>();
  if (mhl !== "ignore") {
    for (const { card, clips } of scans) {
      const found = await readCardLists(card, clips.flatMap(filesOfClip));
      sayListWarnings(found, emit);
      const [unusable] = found.unusable;
      if (unusable && mhl === "require") throw unusable.error;
      lists.set(card.root, found.lists);
    }
  }
  const names = new Set(clips.map(({ name }) => name));
  const cards = scans.map(({ card }) => card);
  const wasSent = (name: string) => ROLES.some((role) => journal.sent(name, role) !== undefined);
  const gone = (await namesBegunOf(cards, request)).filter((name) => !names.has(name) && wasSent(name));
  await withListing(destination, signal, async (listing) => {
    if ("reason" in listing) {
      inspection.notAsked = listing.reason;
      const message = `${destination.label} was not asked: ${listing.reason.message}`;
      emit({ type: "warning", code: "not_asked", message });
    }
    const check = async (name: string, found: FoundClip | undefined) => {
      signal.throwIfAborted();
      const own = found ? (lists.get(found.card.root) ?? []) : [];
      const files = await checkClipFiles(name, found, { isQuick, lists: own, mhl, signal, journal, listing });
      const checks = files.map((file) => file.check);
      inspection.end(describeOutcome({ name, found, files, listing, label: destination.label }), { checks });
    };
    for (const clip of clips) await check(clip.name, clip);
    for (const name of gone) await check(name, undefined);
  });
}

/** Clips that the journal has under these very folders. */
async function namesBegunOf(cards: readonly Card[], request: VerifyRequest): Promise<readonly string[]> {
  const folders = new Set(cards.map(cardFolder));
  const known = await listJournalCards(request.stateFolder, request.destination.id);
  return known.filter(({ folder }) => folders.has(folder)).flatMap(({ clips }) => Array.from(clips.keys()));
}

interface Checked {
  readonly name: string;
  readonly found: FoundClip | undefined;
  readonly files: readonly CheckedFile[];
  readonly listing: Listing;
  readonly label: string;
}

/** `done`: nothing differs · `rejected`: a hash list disagrees · `failed`: a difference · `deferred`: not verified. */
function describeOutcome({ name, found, files, listing, label }: Checked): ClipOutcome {
  const error = describeTrouble(name, files, listing, label);
  return {
    clip: name,
    roll: found?.roll,
    status: error ? endOf(error.code) : "done",
    findings: [],
    files: files.flatMap(({ receipt }) => receipt ?? []),
    metadata: {},
    ...(error && { error: { code: error.code, message: error.message, hint: error.hint } }),
    destination: label,
  };
}

function describeTrouble(
  name: string,
  files: readonly CheckedFile[],
  listing: Listing,
  label: string,
): OdailiesError | undefined {
  const bad = files.filter(({ trouble }) => trouble !== undefined);
  const first = bad.find(({ trouble }) => trouble?.leg.proof === "different") ?? bad[0];
  if (!first?.trouble) return undefined;
  const { at, leg } = first.trouble;
  const { key } = first.check;
  if (leg.proof === "different") {
    const hint = leg.hint ?? "";
    if (at === "listed")
      return new OdailiesError("mhl_mismatch", `The source of ${key}: ${leg.words}.`, { hint });
    if (at === "source")
      return new OdailiesError("verify_failed", `The source of ${key}: ${leg.words}.`, { hint });
    if ("clips" in listing && !listing.clips.has(name)) {
      return new OdailiesError(
        "clip_not_listed",
        `${name} was sent, but ${label} does not show it any more.`,
        { hint },
      );
    }
    return new OdailiesError("verify_failed", `${key} at ${label}: ${leg.words}.`, { hint });
  }
  if (at === "stored" && "reason" in listing) return listing.reason;
  if (at === "receipt") {
    const hint = "odailies ingest sends what was not sent.";
    return new OdailiesError("clips_failed", `${key}: ${leg.words}.`, { hint });
  }
  const hint = "Check the drive, or name the folder where the file is now.";
  return new OdailiesError("clips_failed", `The source of ${key}: ${leg.words}.`, { hint });
}

const ENDS: Readonly<Partial<Record<ErrorCode, ClipEnd>>> = {
  mhl_mismatch: "rejected",
  verify_failed: "failed",
  clip_not_listed: "failed",
};

function endOf(code: ErrorCode): ClipEnd {
  return ENDS[code] ?? "deferred";
}
