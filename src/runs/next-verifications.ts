// What the person should do next, after what was delivered was compared: one line each, most urgent first.
import { ingestLine } from "./next-commands.ts";
import type { InspectionEnd } from "./run-inspection.ts";

export function nextVerifications(
  { outcomes, fatal, notAsked }: InspectionEnd,
  commandLine: string,
): readonly string[] {
  if (fatal) return fatal.code === "cancelled" ? [`look again: ${commandLine}`] : [fatal.hint];
  const has = (code: string) => outcomes.some(({ error }) => error?.code === code);
  const steps: string[] = [];
  if (has("verify_failed") || has("mhl_mismatch")) {
    steps.push("do not wipe anything; keep every copy of these clips until you know which one is right.");
  }
  if (has("clip_not_listed")) steps.push(`send again what is gone: ${ingestLine(commandLine)}`);
  else if (has("clips_failed")) steps.push(`send what is missing: ${ingestLine(commandLine)}`);
  if (notAsked) steps.push(notAsked.hint);
  return steps;
}
