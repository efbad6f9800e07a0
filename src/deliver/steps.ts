// The steps of one clip at one destination. Each may be taken again after a card came back, and then does only what is missing.
import { type ClipPlan, owedFile } from "../domain/clip.ts";
import { neededTool, specError } from "./check/spec-error.ts";
import type { ClipWork } from "./clip-work.ts";
import type { Annotate, Delivery } from "./delivery.ts";
import { fileFacts } from "./file-facts.ts";
import type { Priority } from "./limits.ts";
import { refuseSentMeanwhile, refuseOtherClip, refuseOtherSource } from "./refuse-other.ts";
import { sendFile, waitsForGraded } from "./send-file.ts";
import { findStandingAt, isUp, receiptsOf } from "./standing.ts";
import { hasReceipt, type TargetEnd, withSent } from "./target-end.ts";

export interface ClipToDeliver {
  readonly plan: ClipPlan;
  /** Place in the order of work, from 0. */
  readonly place: number;
  readonly annotate: Annotate;
}

export interface StepContext {
  readonly clip: ClipToDeliver;
  readonly work: ClipWork;
  readonly priority: Priority;
}

export type Step = (end: TargetEnd, context: StepContext, delivery: Delivery) => Promise<TargetEnd>;

/** Looks what is there, asks whether the clip is fit and the name free, and sends the graded file where it is missing. */
export const sendGraded: Step = async (end, { clip: { plan }, work, priority }, delivery) => {
  const { target } = end;
  const { rules, make } = delivery;
  target.signal.throwIfAborted();
  const files = await findStandingAt(plan, target, rules.force);
  const begun = { ...end, receipts: receiptsOf(files) };
  if (files.every(({ state }) => state === "up")) return begun;
  const clash = { replace: rules.replace, emit: make.check.emit };
  await refuseOtherSource(plan, target, clash);
  const checked = await work.checked();
  const needsTool = neededTool(checked);
  if (needsTool !== undefined) return { ...begun, needsTool };
  const known = { ...begun, checked, findings: checked.findings };
  refuseOtherClip(checked, target, clash);
  const owed = owedFile(checked, "graded");
  if (!owed || isUp(files, "graded")) return known;
  const { file, facts, findings } = await work.graded(owed, priority);
  const about = fileFacts(facts, plan);
  const beforeSending = () => refuseSentMeanwhile(checked, file.sizeBytes, target, clash);
  const receipt = await sendFile(
    { plan, owed, file, about, media: facts, priority, beforeSending },
    target,
    delivery,
  );
  return { ...withSent(known, receipt, findings), about };
};

/** The picture of the clip goes right after its graded file. */
export const sendPicture: Step = async (end, { clip: { plan }, work, priority }, delivery) => {
  const { checked, target } = end;
  if (!checked || !hasReceipt(end, "graded")) return end;
  const owed = owedFile(checked, "thumbnail");
  if (!owed || !target.destination.takes.roles.includes("thumbnail")) return end;
  const standing = await findStandingAt(checked, target, delivery.rules.force);
  const there = standing.find(({ owed: { role } }) => role === "thumbnail")?.receipt;
  if (there) return { ...end, receipts: [...end.receipts.filter(({ role }) => role !== "thumbnail"), there] };
  const file = await work.picture(owed, priority);
  const about = end.about ?? { facts: target.records.sent(plan.name, "graded")?.facts ?? {} };
  return withSent(end, await sendFile({ plan, owed, file, about, priority }, target, delivery));
};

/** A clip exists at a destination through its graded file; without one there is nothing to annotate. */
export const annotateClip: Step = async (end, { clip: { plan, annotate } }) => {
  const { target } = end;
  const isThere = hasReceipt(end, "graded") || target.listing.known().has(plan.name);
  if (!isThere || target.destination.takes.metadata === "never") return end;
  const about = end.about ?? target.records.sent(plan.name, "graded");
  const annotating = annotate(plan, target, { facts: about?.facts ?? {}, seconds: about?.seconds });
  // It is awaited when the clip ends; until then a failure must not count as unhandled.
  annotating.catch(() => undefined);
  return { ...end, annotating };
};

export const sendLog: Step = async (end, { clip: { plan }, work, priority }, delivery) => {
  const { checked, target } = end;
  const owed = checked && owedFile(checked, "log");
  if (!checked || !owed || !target.destination.takes.roles.includes("log")) return end;
  target.signal.throwIfAborted();
  const standing = await findStandingAt(checked, target, delivery.rules.force);
  if (isUp(standing, "log")) return { ...end, receipts: receiptsOf(standing) };
  const isThere =
    hasReceipt(end, "graded") ||
    target.listing.known().has(plan.name) ||
    (await target.listing.find(plan.name)) !== undefined;
  if (!isThere) throw waitsForGraded(plan.name, target.destination.label);
  if (checked.verdicts.log === "reject") throw specError(checked, "log");
  const { file, facts, findings } = await work.log(owed, priority);
  // A LOG file made beside the graded one shows the same.
  const isOfGraded = plan.log?.path === plan.graded?.path;
  const about = fileFacts(facts, plan);
  const receipt = await sendFile({ plan, owed, file, about, media: facts, priority }, target, delivery);
  return withSent(end, receipt, isOfGraded ? [] : findings);
};
