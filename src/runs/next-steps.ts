// What the person should do next, from how the run ended: one line each, most urgent first. The one place that says so.
import type { ClipOutcome } from "../domain/outcome.ts";
import { ERRORS, type ErrorCode, type OdailiesError } from "../domain/errors.ts";
import type { RunFacts } from "./run-facts.ts";

export interface NextStepsRequest {
  readonly command: string;
  readonly outcomes: readonly ClipOutcome[];
  readonly fatal: OdailiesError | undefined;
  readonly facts: RunFacts;
  /** The command that was given, ready to be pasted; holds no token. */
  readonly commandLine: string;
  /** Said when everything is up, e.g. how to look at it. */
  readonly whenDone?: string | undefined;
}

export function nextSteps(end: NextStepsRequest): readonly string[] {
  const { command, fatal } = end;
  if (fatal) return afterFatal(end, fatal);
  if (command === "verify") return afterVerify(end);
  if (command === "status") return afterStatus(end);
  if (command === "check") return afterCheck(end);
  return afterSending(end);
}

/** To run again is advice only where the same command can end better. */
function afterFatal({ command, commandLine }: NextStepsRequest, fatal: OdailiesError): readonly string[] {
  const isLook = LOOKS.has(command);
  if (fatal.code === "cancelled") return [`${isLook ? "look again" : "run again to go on"}: ${commandLine}`];
  const helps = !isLook && (fatal.retryable || ERRORS[fatal.code].again);
  return helps ? [fatal.hint, `run again to go on: ${commandLine}`] : [fatal.hint];
}

const LOOKS: ReadonlySet<string> = new Set(["status", "verify", "check"]);

function afterSending(end: NextStepsRequest): readonly string[] {
  const { outcomes, commandLine, whenDone, facts } = end;
  const open = outcomes.filter(({ status }) => status === "failed" || status === "deferred");
  const again = open.filter(({ error }) => error === undefined || helpsAgain(error.code, end));
  const steps: string[] = [];
  if (again.length > 0) steps.push(`run again, it does only what is missing: ${commandLine}`);
  else for (const hint of new Set(open.flatMap(({ error }) => error?.hint ?? []))) steps.push(hint);
  if (hasEnd(outcomes, "rejected"))
    steps.push("mend or replace the rejected clips, then run the same command again.");
  if (facts.valuesKept > 0) {
    const kept = facts.valuesKept === 1 ? "1 value" : `${facts.valuesKept} values`;
    steps.push(`look at the ${kept} that stayed as people entered them (above).`);
  }
  if (facts.undoFile !== undefined)
    steps.push(`to put the old values back: odailies annotate --undo '${facts.undoFile}'`);
  const isClean = outcomes.length > 0 && facts.lost + facts.gaps.length === 0;
  if (steps.length === 0 && whenDone !== undefined && isClean) steps.push(whenDone);
  return steps;
}

/** A plan does not change with its sources. */
function helpsAgain(code: ErrorCode, { command }: NextStepsRequest): boolean {
  return ERRORS[code].again && !(command === "apply" && code === "card_changed");
}

function afterCheck({ outcomes }: NextStepsRequest): readonly string[] {
  return hasEnd(outcomes, "rejected") ? ["mend or replace the rejected clips, then check again."] : [];
}

function afterStatus({ outcomes, commandLine, facts }: NextStepsRequest): readonly string[] {
  const steps: string[] = [];
  if (hasEnd(outcomes, "failed") || hasEnd(outcomes, "deferred")) {
    steps.push(
      facts.openCards.length > 0
        ? `run odailies ingest on ${facts.openCards.join(", ")} again, with the same sheets and flags as before.`
        : `send what is missing, with the same sheets and flags as before: ${ingestLine(commandLine)}`,
    );
  }
  if (hasEnd(outcomes, "rejected")) steps.push(MEND_REJECTED);
  if (facts.gaps.length > 0) steps.push("copy what is missing from the card or a backup again.");
  if (facts.notAsked) steps.push(facts.notAsked.hint);
  return steps;
}

const MEND_REJECTED = "mend or replace the rejected clips; odailies check looks at each.";

function afterVerify({ outcomes, commandLine, facts }: NextStepsRequest): readonly string[] {
  const has = (code: ErrorCode) => outcomes.some(({ error }) => error?.code === code);
  const steps: string[] = [];
  if (has("verify_failed") || has("mhl_mismatch")) {
    steps.push("do not wipe anything; keep every copy of these clips until you know which one is right.");
  }
  if (has("clip_not_listed")) steps.push(`send again what is gone: ${ingestLine(commandLine)}`);
  else if (has("clips_failed")) steps.push(`send what is missing: ${ingestLine(commandLine)}`);
  if (outcomes.some(({ status, error }) => status === "rejected" && error?.code !== "mhl_mismatch"))
    steps.push(MEND_REJECTED);
  if (facts.notAsked) steps.push(facts.notAsked.hint);
  return steps;
}

function hasEnd(outcomes: readonly ClipOutcome[], end: ClipOutcome["status"]): boolean {
  return outcomes.some(({ status }) => status === end);
}

/** The same card and destination; flags that only shape what is shown are left out. */
function ingestLine(commandLine: string): string {
  return commandLine
    .replace(/^odailies \w+/, "odailies ingest")
    .replaceAll(/ --(?:quick|verbose|json|plain|quiet)(?= |$)/g, "");
}
