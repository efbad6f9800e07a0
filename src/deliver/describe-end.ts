// What happened to a clip becomes one of the five ends, with a reason where it is not up.
import { stat } from "node:fs/promises";
import { NOT_ANNOTATED } from "../domain/annotation.ts";
import type { ClipPlan, FoundClip } from "../domain/clip.ts";
import { ERRORS, OdailiesError } from "../domain/errors.ts";
import type { Finding } from "../domain/finding.ts";
import {
  type ClipEnd,
  type ClipError,
  type ClipOutcome,
  type DestinationEnd,
  joinEnds,
} from "../domain/outcome.ts";
import { findFolderError, isStateError } from "../ledger/folder-error.ts";
import type { OwnFolders } from "../ledger/places.ts";
import { owedTo } from "../plan/owed-to.ts";
import type { TargetEnd } from "./target-end.ts";

/** Waits for the clip's metadata. Never throws: a bug met on one clip fails that clip and is said as such. */
export async function describeEnd(
  plan: ClipPlan,
  ends: readonly TargetEnd[],
  own: OwnFolders,
): Promise<ClipOutcome> {
  const described = await Promise.all(ends.map((end) => describeAt(plan, end, own)));
  const ofDestinations = described.map(({ end }) => end);
  return {
    clip: plan.name,
    roll: plan.roll,
    ...joinEnds(ofDestinations),
    findings: mergeFindings(ends),
    owes: [...new Set(ofDestinations.flatMap(({ owes }) => owes))],
    metadata: Object.fromEntries(ofDestinations.flatMap(({ metadata }) => Object.entries(metadata))),
    ...(described.some(({ unsent }) => unsent.length > 0) && {
      unsent: [...new Set(described.flatMap(({ unsent }) => unsent))],
    }),
    destination: ofDestinations.map(({ destination }) => destination).join(", "),
  };
}

interface DescribedEnd {
  readonly end: DestinationEnd;
  /** Fields that the destination cannot hold. */
  readonly unsent: Required<ClipOutcome>["unsent"];
}

async function describeAt(plan: ClipPlan, end: TargetEnd, own: OwnFolders): Promise<DescribedEnd> {
  const { target, receipts, sentFiles } = end;
  const { destination } = target;
  let failure: unknown = end.error;
  const annotation =
    (await end.annotating?.catch((error: unknown) => void (failure ??= error))) ?? NOT_ANNOTATED;
  const stopped = failure === undefined ? undefined : explainAt(plan, failure, end, own);
  if (stopped && (ERRORS[stopped.code].reach === "run" || isStateError(stopped))) target.stop(stopped);
  const error = stopped ?? annotation.error;
  const hasSent = sentFiles > 0 || Object.keys(annotation.sent).length > 0;
  const described: DestinationEnd = {
    destination: destination.label,
    status: error ? endOf(error) : hasSent ? "done" : "skipped",
    files: receipts,
    owes: owedTo(plan, destination.takes.roles).map(({ role }) => role),
    metadata: annotation.sent,
    ...(error ? { error: clipError(error) } : {}),
  };
  return { end: described, unsent: annotation.unsupported };
}

/** What stopped a destination is said as it is; of all that comes after it, that it was stopped. */
function explainAt(plan: ClipPlan, failure: unknown, end: TargetEnd, own: OwnFolders): OdailiesError {
  const isReason = end.hasStopped === true && failure instanceof OdailiesError;
  return isReason ? failure : explain(plan, failure, end.target.signal, own);
}

/** The same finding is said once, however many destinations a clip goes to. */
function mergeFindings(ends: readonly TargetEnd[]): readonly Finding[] {
  const byText = new Map(
    ends.flatMap(({ findings }) => findings).map((finding) => [JSON.stringify(finding), finding]),
  );
  return [...byText.values()];
}

/** A clip of a run that sends nothing, stopped by an error before it could be checked. */
export async function failedOutcome(
  clip: FoundClip,
  failure: unknown,
  signal: AbortSignal,
  destination: string,
): Promise<ClipOutcome> {
  const isGone = !signal.aborted && !(await isThere(clip.card.root));
  return bareOutcome(clip, isGone ? goneError(clip, failure) : explain(clip, failure, signal), destination);
}

/** A clip that the run did not come to, because `reason` ended it. */
export function notReachedOutcome(clip: FoundClip, reason: OdailiesError, destination: string): ClipOutcome {
  return bareOutcome(clip, notReached(reason), destination);
}

function bareOutcome({ name, roll }: FoundClip, error: OdailiesError, destination: string): ClipOutcome {
  const nothing = { findings: [], files: [], metadata: {} };
  return { clip: name, roll, status: endOf(error), ...nothing, error: clipError(error), destination };
}

function goneError({ card }: FoundClip, cause: unknown): OdailiesError {
  return new OdailiesError("card_removed", `${card.root} is gone: the volume was unplugged or unmounted.`, {
    hint: `Connect ${card.name} again and run the same command; what is up stays up.`,
    cause,
  });
}

/** Puts the true reason in place of its symptom: the run was stopped, one of our own folders fails, a bug. */
function explain(clip: FoundClip, failure: unknown, signal: AbortSignal, own?: OwnFolders): OdailiesError {
  if (signal.aborted) return notReached(signal.reason);
  if (failure instanceof OdailiesError) return failure;
  const ofFolder = own && findFolderError(failure, own);
  if (ofFolder) return ofFolder;
  const { code, message } = failure as NodeJS.ErrnoException;
  if (code === undefined) {
    return new OdailiesError(
      "bug",
      `odailies failed on this clip in a way that was not foreseen: ${message}`,
      {
        hint: "Please report it with the output of this command and --verbose.",
        cause: failure,
      },
    );
  }
  return new OdailiesError("probe_failed", `${clip.name} cannot be read: ${message}.`, {
    hint: "Check the drive and the file's permissions, then run again.",
    cause: failure,
  });
}

function notReached(reason: unknown): OdailiesError {
  const why = reason instanceof OdailiesError ? reason : undefined;
  return new OdailiesError("cancelled", why ? `Not sent: ${why.message}` : "Not sent: the run was stopped.", {
    hint: why?.hint ?? "Run the same command again to go on.",
    cause: reason,
  });
}

export function endOf({ code }: Pick<OdailiesError, "code">): ClipEnd {
  return ERRORS[code].end;
}

export function clipError({ code, message, hint }: OdailiesError): ClipError {
  return { code, message, hint };
}

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
