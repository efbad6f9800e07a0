// What the person should do next, from how the clips ended: one line each, most urgent first.
import type { ClipOutcome } from "../domain/outcome.ts";
import type { ErrorCode, OdailiesError } from "../domain/errors.ts";

export interface NextStepsRequest {
  readonly outcomes: readonly ClipOutcome[];
  readonly fatal: OdailiesError | undefined;
  /** The command that was given, ready to be pasted; holds no token. */
  readonly commandLine: string;
  /** Said when everything is up, e.g. how to look at it. */
  readonly whenDone: string | undefined;
}

/** What has to be mended first is all that there is to say of any other: the same command would end the same way. */
const MENDED_BY_ITSELF: ReadonlySet<ErrorCode> = new Set([
  "card_removed",
  "card_changed",
  "insufficient_space",
  "destination_unreachable",
] as const);

export function nextSteps({ outcomes, fatal, commandLine, whenDone }: NextStepsRequest): readonly string[] {
  if (fatal) {
    const again = `run again to go on: ${commandLine}`;
    if (fatal.code === "cancelled") return [again];
    return MENDED_BY_ITSELF.has(fatal.code) ? [fatal.hint, again] : [fatal.hint];
  }
  const count = (status: ClipOutcome["status"]) =>
    outcomes.filter((outcome) => outcome.status === status).length;
  const steps: string[] = [];
  if (count("failed") + count("deferred") > 0)
    steps.push(`run again, it does only what is missing: ${commandLine}`);
  if (count("rejected") > 0)
    steps.push("mend or replace the rejected clips, then run the same command again.");
  if (steps.length === 0 && whenDone !== undefined) steps.push(whenDone);
  return steps;
}
