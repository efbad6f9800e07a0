// The last lines of a run: is everything up, what is not, what next.
import { type ClipOutcome, isGoodEnd } from "../domain/outcome.ts";
import type { CutOff } from "./cut-offs.ts";
import { destinationLines, filesUpSentence, partlyUpSentence } from "./files-up.ts";
import type { EventOf } from "./renderer.ts";
import { bytes, counted, duration, timeOfDay } from "./words.ts";

/** At most this many clips that are not up are named; the rest is counted. */
const NAMED_AT_MOST = 20;

export interface Summary {
  readonly result: EventOf<"run-ended">;
  /** Every clip, in the order in which they ended. */
  readonly outcomes: readonly ClipOutcome[];
  readonly cutOff: readonly CutOff[];
  /** Camera original files that nobody can make dailies of here. */
  readonly originals: number;
  readonly destination: string;
  readonly isDelivery: boolean;
  readonly endedAt: Date;
}

export function summaryLines(summary: Summary): string[] {
  const { result, outcomes, cutOff, isDelivery } = summary;
  const notUp = outcomes.filter(({ status }) => !isGoodEnd(status));
  const ended = notUp.filter((outcome) => !wasNotReached(outcome));
  const open = notUp.filter(wasNotReached);
  const cut = new Set(cutOff.map(({ clip }) => clip));
  const begun = open.filter(({ clip, files }) => files.length > 0 || cut.has(clip)).length;
  const notReached = open.length - begun;
  const isEarly = result.status === "error";
  return [
    headline(summary),
    ...(isEarly ? result.errors.map((error) => `  ${error.message}`) : []),
    ...(isDelivery && notUp.length > 0 ? filesLines(outcomes, result.status === "ok") : []),
    ...rollLine(notUp),
    ...ended.slice(0, NAMED_AT_MOST).flatMap(notUpLines),
    ...(ended.length > NAMED_AT_MOST
      ? [`  … and ${counted(ended.length - NAMED_AT_MOST, "more clip")}.`]
      : []),
    ...cutOff.map(cutOffLine),
    ...(begun > 0 ? [`  ${counted(begun, "clip")} not finished.`] : []),
    ...(notReached > 0 ? [`  ${counted(notReached, "clip")} not reached.`] : []),
    ...result.next.map((step) => `Next: ${step}`),
  ];
}

/** The run ended before it came to this clip, or to the end of it: worth a number, not a line. */
export function wasNotReached({ error }: ClipOutcome): boolean {
  return error?.code === "cancelled";
}

function headline({ result, outcomes, originals, destination, isDelivery, endedAt }: Summary): string {
  const { found, done, skipped } = result.counts;
  const good = done + skipped;
  const took = duration(result.durationSeconds);
  const when = `${took}, ended at ${timeOfDay(endedAt)}`;
  const isAnyUp = outcomes.some(({ files }) => files.length > 0);
  if (result.status === "cancelled" && !isDelivery) return `Stopped after ${took}.`;
  if (result.status === "cancelled")
    return `Stopped after ${took} at ${timeOfDay(endedAt)}: ${good} of ${counted(found, "clip")} up with all their files.`;
  if (result.status === "error" && good === 0 && !isAnyUp)
    return isDelivery ? "Nothing was sent." : "Nothing was checked.";
  if (found === 0 && result.gaps === undefined) return noClipSentence(originals, isDelivery);
  if (!isDelivery) return `${good} of ${counted(found, "clip")} meet the spec or can be made to (${when}).`;
  if (good < found)
    return `NOT everything is up: ${good} of ${counted(found, "clip")} at ${destination} (${when}).`;
  if (result.gaps !== undefined) {
    const lacking = counted(result.gaps, "thing");
    return `NOT all of the card is here: ${lacking} missing, unfinished or unproven (named above); ${counted(found, "clip")} at ${destination} (${when}).`;
  }
  const sent = done > 0 ? `${done} new, ${bytes(result.bytesUploaded)} sent` : "nothing new to send";
  return `Everything is up: ${counted(found, "clip")} at ${destination} (${sent}, ${when}).`;
}

function noClipSentence(originals: number, isDelivery: boolean): string {
  const nothing = isDelivery ? "Nothing to send" : "Nothing to check";
  return originals > 0
    ? `${nothing}: dailies of ${counted(originals, "camera original file")} have to be made elsewhere first (named above).`
    : `${nothing}: there is no clip.`;
}

/** Files count by themselves, at each destination: a clip that was rejected for its LOG file may be watched already. */
function filesLines(outcomes: readonly ClipOutcome[], hasEndedByItself: boolean): string[] {
  const lines = destinationLines(outcomes, hasEndedByItself);
  if (lines.length > 0) return lines;
  const up = filesUpSentence(outcomes);
  return up === "" ? [] : [`  Files up: ${up}.`];
}

function rollLine(notUp: readonly ClipOutcome[]): string[] {
  const perRoll = new Map<string, number>();
  for (const { roll } of notUp) if (roll) perRoll.set(roll, (perRoll.get(roll) ?? 0) + 1);
  if (perRoll.size < 2) return [];
  return [`  By roll: ${[...perRoll].map(([roll, count]) => `${roll} ${count}`).join(", ")}.`];
}

interface ToldEnd {
  readonly status: string;
  /** Where, in words; empty where there is only one place. */
  readonly at: string;
  readonly partly: string;
  readonly error: ClipOutcome["error"];
}

function notUpLines(outcome: ClipOutcome): string[] {
  return toldEnds(outcome).flatMap(({ status, at, partly, error }) => {
    const about = partly === "" ? "" : ` (${partly})`;
    const message = error?.message ?? "No reason was given.";
    const line = `  ${status.padEnd(8)}  ${outcome.clip}${at}${about}: ${message}`;
    return error?.hint ? [line, `            ${error.hint}`] : [line];
  });
}

/** Where a clip ended in the same way everywhere, that is said once. */
function toldEnds(outcome: ClipOutcome): readonly ToldEnd[] {
  const { status, error, ends = [] } = outcome;
  const whole = [{ status, at: "", partly: partlyUpSentence(outcome), error }];
  const isAlike = ends.every((end) => end.status === status && end.error?.message === error?.message);
  if (ends.length < 2 || isAlike) return whole;
  return ends
    .filter((end) => !isGoodEnd(end.status))
    .map((end) => ({
      status: end.status,
      at: ` at ${end.destination}`,
      partly: partlyUpSentence(end),
      error: end.error,
    }));
}

function cutOffLine({ file, destination, percent }: CutOff): string {
  const where = destination === undefined ? "" : ` on its way to ${destination}`;
  return percent === 100
    ? `  ${file} was sent whole${where}, but nothing has confirmed it.`
    : `  ${file} was cut off at ${percent}%${where}.`;
}
