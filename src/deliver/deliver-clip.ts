// One clip from the card to the destination: graded file, thumbnail, metadata, LOG file; it ends in exactly one state.
import type { CheckedClip, FoundClip, Receipt } from "../domain/clip.ts";
import type { ClipMetadata } from "../domain/metadata.ts";
import type { Annotation } from "../annotate/annotator.ts";
import { checkFoundClip } from "./check/check-found-clip.ts";
import type { ClipAccount } from "./describe-end.ts";
import { fileFacts } from "./file-facts.ts";
import { findReceipts, type ReceiptsThere, wantsThumbnail } from "./find-receipts.ts";
import { requireLook } from "./check/require-look.ts";
import { findFinishedStill } from "./make/finished-still.ts";
import { makeFile } from "./make/make-file.ts";
import { makeThumbnail, needsStill } from "./make/make-thumbnail.ts";
import { refuseNewcomer, refuseOtherClip, refuseOtherSource } from "./refuse-other.ts";
import type { RunContext } from "./run-context.ts";
import { neededTool, specError } from "./check/spec-error.ts";
import { findReceipt, uploadFile } from "./upload-file.ts";

export interface Delivery {
  readonly clip: FoundClip;
  /** Place in the order of work, from 0. */
  readonly place: number;
  /** Sends what is known of the clip; called once its graded file is up. */
  readonly annotate: (
    clip: FoundClip,
    facts: ClipMetadata,
    /** How long its picture is, as far as is known. */
    seconds: number | undefined,
  ) => Promise<Annotation>;
}

/** Graded files of all clips go before any LOG file. */
const GRADED_FIRST = 2_000_000;
const LOG_AFTER = 1_000_000;

/** Sends every file of the clip that is not there yet. Never rejects: what went wrong is in the account. */
export async function deliverClip(delivery: Delivery, context: RunContext): Promise<ClipAccount> {
  const account: ClipAccount = { findings: [], files: [], sentFiles: 0, sentBytes: 0 };
  const { clip, place } = delivery;
  try {
    const checked = await context.cards.hold(clip.card, () =>
      context.limits.clip(GRADED_FIRST - place, () => deliverGraded(delivery, account, context)),
    );
    account.annotating = annotateGraded(delivery, checked, account, context);
    // It is awaited when the clip ends; until then a failure must not count as unhandled.
    account.annotating?.catch(() => undefined);
    if (clip.log) {
      await context.cards.hold(clip.card, () =>
        context.limits.clip(LOG_AFTER - place, () => deliverLog(delivery, checked, account, context)),
      );
    }
  } catch (error) {
    account.failure = error;
  }
  return account;
}

/** Sends graded file and thumbnail. Gives back the checked clip, or undefined where nothing had to be looked at. */
async function deliverGraded(
  { clip, place }: Delivery,
  account: ClipAccount,
  context: RunContext,
): Promise<CheckedClip | undefined> {
  context.signal.throwIfAborted();
  const there = await findReceipts(clip, context);
  account.files = [...there.receipts];
  if (there.isComplete) return undefined;
  const checked = await checkClip(clip, account, context);
  if (checked?.graded) await sendGraded({ clip, checked, there, place }, account, context);
  return checked;
}

/** Undefined for what only its maker's tool can read. Throws where the name is another clip's, or a hash list differs. */
async function checkClip(
  clip: FoundClip,
  account: ClipAccount,
  context: RunContext,
): Promise<CheckedClip | undefined> {
  await refuseOtherSource(clip, context);
  await context.limits.probe(() => context.verifyHashes(clip, context.signal));
  const checked = await checkFoundClip(clip, context);
  if (isStrange(checked)) await context.cards.requireHere(clip.card);
  account.needsTool = neededTool(checked);
  if (account.needsTool !== undefined) return undefined;
  account.findings = [...checked.findings];
  refuseOtherClip(checked, context);
  return checked;
}

interface GradedToSend {
  readonly clip: FoundClip;
  readonly checked: CheckedClip;
  readonly there: ReceiptsThere;
  readonly place: number;
}

/** Makes and sends what of graded file and thumbnail is not there yet. */
async function sendGraded(
  { clip, checked, there, place }: GradedToSend,
  account: ClipAccount,
  context: RunContext,
): Promise<void> {
  const ownStill = await findOwnStill(checked, context);
  if (ownStill && !there.has("thumbnail")) account.files.push(ownStill);
  const needsThumbnail = wantsThumbnail(clip, context) && !there.has("thumbnail") && !ownStill;
  if (there.has("graded") && !needsThumbnail) return;

  const { look, rowsOf, emit } = context;
  if (clip.look && look && !there.has("graded"))
    await requireLook({ clip: checked, look, rows: rowsOf(clip.name), emit });
  const priority = GRADED_FIRST - place;
  const still = there.has("graded") ? await findFinishedStill(checked, context) : undefined;
  if (still) {
    const known = context.journalOf(clip).sent(clip.name, "graded");
    noteSent(account, await uploadFile(clip, still, { facts: known?.facts ?? {} }, { priority }, context));
    return;
  }
  const beside = {
    log: clip.log !== undefined && !there.has("log"),
    still: needsThumbnail && needsStill(checked, context),
  };
  const graded = await makeFile(checked, "graded", beside, priority, context);
  account.findings.push(...graded.findings);
  const thumbnail = needsThumbnail ? await makeThumbnail(checked, graded, priority, context) : undefined;
  const about = fileFacts(graded.facts, clip);
  for (const file of [...(there.has("graded") ? [] : [graded.file]), ...(thumbnail ? [thumbnail] : [])]) {
    const beforeSending = file.role === "graded" ? () => refuseNewcomer(checked, context) : undefined;
    noteSent(account, await uploadFile(clip, file, about, { priority, beforeSending }, context));
  }
}

/** Sent before in place of the picture that came with the clip, which is not fit to be sent. */
async function findOwnStill(clip: CheckedClip, context: RunContext): Promise<Receipt | undefined> {
  if (!clip.thumbnail || !clip.graded || !needsStill(clip, context)) return undefined;
  return findReceipt(clip, "thumbnail", clip.graded, context);
}

/** A card that is being pulled out makes files look broken. */
function isStrange({ probed, findings }: CheckedClip): boolean {
  const hasProblem = Object.values(probed).some((file) => "problem" in file);
  return hasProblem || findings.some(({ role, severity }) => role === "thumbnail" && severity === "error");
}

async function deliverLog(
  { clip, place }: Delivery,
  checked: CheckedClip | undefined,
  account: ClipAccount,
  context: RunContext,
): Promise<void> {
  if (!clip.log || !checked || account.files.some((file) => file.role === "log")) return;
  if (checked.verdicts.log === "reject") throw specError(checked, "log");
  const priority = LOG_AFTER - place;
  const log = await makeFile(checked, "log", { log: false, still: false }, priority, context);
  // A LOG file made beside the graded one shows the same.
  if (clip.log.path !== clip.graded?.path) account.findings.push(...log.findings);
  noteSent(account, await uploadFile(clip, log.file, fileFacts(log.facts, clip), { priority }, context));
}

function noteSent(account: ClipAccount, receipt: Receipt): void {
  account.files.push(receipt);
  account.sentFiles += 1;
  account.sentBytes += receipt.bytes;
}

/** A clip exists at the destination through its graded file; without one there is nothing to annotate. */
function annotateGraded(
  { clip, annotate }: Delivery,
  checked: CheckedClip | undefined,
  account: ClipAccount,
  context: RunContext,
): Promise<Annotation> | undefined {
  if (!account.files.some((file) => file.role === "graded") && !context.remote.has(clip.name))
    return undefined;
  const probed = checked?.probed.graded;
  const media = probed && "facts" in probed ? probed.facts : undefined;
  const about = media ? fileFacts(media, clip) : context.journalOf(clip).sent(clip.name, "graded");
  return annotate(clip, about?.facts ?? {}, about?.seconds);
}
