// What the person should do next, after a look at what is up: one line each, most urgent first.
import type { InspectionEnd } from "./run-inspection.ts";

export interface NextCommands extends InspectionEnd {
  readonly commandLine: string;
  /** Were cards named? Else `cards` are known by name only. */
  readonly hasFolders: boolean;
  /** The cards of clips that are not up. */
  readonly cards: readonly string[];
}

export function nextCommands(known: NextCommands): readonly string[] {
  const { outcomes, fatal, notAsked, commandLine } = known;
  if (fatal) return fatal.code === "cancelled" ? [`look again: ${commandLine}`] : [fatal.hint];
  const count = (...ends: readonly string[]) => outcomes.filter(({ status }) => ends.includes(status)).length;
  const steps: string[] = [];
  if (count("failed", "deferred") > 0) steps.push(sendStep(known));
  if (count("rejected") > 0) steps.push("mend or replace the rejected clips; odailies check looks at each.");
  if (notAsked) steps.push(notAsked.hint);
  return steps;
}

/** Pasteable: it ends with the command. */
function sendStep({ commandLine, hasFolders, cards }: NextCommands): string {
  if (!hasFolders) {
    return `run odailies ingest on ${cards.join(", ")} again, with the same sheets and flags as before.`;
  }
  return `send what is missing, with the same sheets and flags as before: ${ingestLine(commandLine)}`;
}

/** The same card and destination; flags that only shape what is shown are left out. */
export function ingestLine(commandLine: string): string {
  return commandLine
    .replace(/^odailies \w+/, "odailies ingest")
    .replaceAll(/ --(?:quick|verbose|json|plain|quiet)(?= |$)/g, "");
}
