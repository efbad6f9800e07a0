// The last lines of a run: is everything up, what is not, what next.
import type { ClipOutcome } from "../domain/outcome.ts";
import type { EventOf } from "./renderer.ts";
import { bytes, counted, duration } from "./words.ts";

/** At most this many clips that are not up are named; the rest is counted. */
const NAMED_AT_MOST = 20;

export interface Summary {
  readonly result: EventOf<"run-ended">;
  /** The clips that are not up as they should be, in the order in which they ended. */
  readonly notUp: readonly ClipOutcome[];
  readonly destination: string;
  readonly isDelivery: boolean;
}

export function summaryLines({ result, notUp, destination, isDelivery }: Summary): string[] {
  const ended = notUp.filter((outcome) => !wasNotReached(outcome));
  const notReached = notUp.length - ended.length;
  const isEarly = result.status === "error";
  return [
    headline(result, destination, isDelivery),
    ...(isEarly ? result.errors.map((error) => `  ${error.message}`) : []),
    ...rollLine(notUp),
    ...ended.slice(0, NAMED_AT_MOST).flatMap(notUpLines),
    ...(ended.length > NAMED_AT_MOST
      ? [`  … and ${counted(ended.length - NAMED_AT_MOST, "more clip")}.`]
      : []),
    ...(notReached > 0 ? [`  ${counted(notReached, "clip")} not reached.`] : []),
    ...result.next.map((step) => `Next: ${step}`),
  ];
}

/** The run ended before it came to this clip: worth a number, not a line. */
export function wasNotReached({ error }: ClipOutcome): boolean {
  return error?.code === "cancelled";
}

function headline(result: EventOf<"run-ended">, destination: string, isDelivery: boolean): string {
  const { found, done, skipped } = result.counts;
  const good = done + skipped;
  const took = duration(result.durationSeconds);
  if (result.status === "cancelled" && !isDelivery) return `Stopped after ${took}.`;
  if (result.status === "cancelled") return `Stopped after ${took}: ${good} of ${counted(found, "clip")} up.`;
  if (result.status === "error" && good === 0)
    return isDelivery ? "Nothing was sent." : "Nothing was checked.";
  if (!isDelivery) return `${good} of ${counted(found, "clip")} meet the spec or can be made to (${took}).`;
  if (good < found)
    return `NOT everything is up: ${good} of ${counted(found, "clip")} at ${destination} (${took}).`;
  if (result.gaps !== undefined) {
    const lacking = counted(result.gaps, "thing");
    return `NOT all of the card is here: ${lacking} missing, unfinished or unproven (named above); ${counted(found, "clip")} at ${destination} (${took}).`;
  }
  const sent = done > 0 ? `${done} new, ${bytes(result.bytesUploaded)} sent` : "nothing new to send";
  return `Everything is up: ${counted(found, "clip")} at ${destination} (${sent}, ${took}).`;
}

function rollLine(notUp: readonly ClipOutcome[]): string[] {
  const perRoll = new Map<string, number>();
  for (const { roll } of notUp) if (roll) perRoll.set(roll, (perRoll.get(roll) ?? 0) + 1);
  if (perRoll.size < 2) return [];
  return [`  By roll: ${[...perRoll].map(([roll, count]) => `${roll} ${count}`).join(", ")}.`];
}

function notUpLines(outcome: ClipOutcome): string[] {
  const error = outcome.error;
  const lines = [
    `  ${outcome.status.padEnd(8)}  ${outcome.clip}: ${error?.message ?? "No reason was given."}`,
  ];
  return error?.hint ? [...lines, `            ${error.hint}`] : lines;
}
