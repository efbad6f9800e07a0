// What happened to a clip becomes one of the five ends, with a reason where it is not up.
import { stat } from "node:fs/promises";
import type { FoundClip, Receipt } from "../domain/clip.ts";
import { type ErrorCode, OdailiesError } from "../domain/errors.ts";
import type { Finding } from "../domain/finding.ts";
import type { ClipEnd, ClipError, ClipOutcome } from "../domain/outcome.ts";
import type { Annotation } from "../annotate/annotator.ts";
import type { RunContext } from "./run-context.ts";
import { findFolderError, isStateError, type OwnFolders } from "../ledger/folder-error.ts";

/** What has happened to a clip so far; kept even when a later step fails. */
export interface ClipAccount {
  findings: Finding[];
  files: Receipt[];
  sentFiles: number;
  sentBytes: number;
  /** Under way since the graded file is up; undefined where there is no clip to annotate. */
  annotating?: Promise<Annotation> | undefined;
  /** It is a camera original that only this tool reads: no clip after all, and no failure. */
  needsTool?: string | undefined;
  /** What stopped this clip, if anything did. */
  failure?: unknown;
}

export interface EndOfClip {
  readonly clip: FoundClip;
  readonly account: ClipAccount;
}

const REJECTS: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  "spec_not_met",
  "name_clash",
  "mhl_mismatch",
  "look_mismatch",
]);

/** Errors that are about the whole run, not about one clip. */
const ENDS_THE_RUN: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  "card_removed",
  "config_invalid",
  "tool_missing",
  "destination_unreachable",
  "token_refused",
  "permission_missing",
  "project_not_found",
  "reply_not_understood",
]);

/** Waits for the clip's metadata. Never throws: a bug met on one clip fails that clip and is said as such. */
export async function describeEnd({ clip, account }: EndOfClip, context: RunContext): Promise<ClipOutcome> {
  const annotation = await account.annotating?.catch((error: unknown) => void (account.failure ??= error));
  const { signal, destination } = context;
  const failure = account.failure === undefined ? undefined : explain(clip, account.failure, signal, context);
  if (failure && (ENDS_THE_RUN.has(failure.code) || isStateError(failure))) context.stop(failure);
  const error = failure ?? annotation?.error;
  const metadata = annotation?.sent ?? {};
  const hasSent = account.sentFiles > 0 || Object.keys(metadata).length > 0;
  return {
    clip: clip.name,
    roll: clip.roll,
    status: error ? endOf(error) : hasSent ? "done" : "skipped",
    findings: account.findings,
    files: account.files,
    metadata,
    ...(annotation?.unsupported.length ? { unsent: annotation.unsupported } : {}),
    ...(error ? { error: clipError(error) } : {}),
    destination: destination.label,
  };
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
function explain(
  clip: FoundClip,
  failure: unknown,
  signal: AbortSignal,
  folders?: OwnFolders,
): OdailiesError {
  if (signal.aborted) return notReached(signal.reason);
  if (failure instanceof OdailiesError) return failure;
  const own = folders && findFolderError(failure, folders);
  if (own) return own;
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

function endOf(error: OdailiesError): ClipEnd {
  if (REJECTS.has(error.code)) return "rejected";
  if (error.code === "card_changed" || error.code === "cancelled") return "deferred";
  return "failed";
}

function clipError({ code, message, hint }: OdailiesError): ClipError {
  return { code, message, hint };
}

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
