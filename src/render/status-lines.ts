// How a look at what is up is shown: a table per roll, why each clip is not up, and one last line that says it all.
import { findMissingNumbers } from "../domain/missing-numbers.ts";
import type { Emit } from "../domain/events.ts";
import { destinationLines } from "./files-up.ts";
import { openJsonLines } from "./json-lines.ts";
import type { RenderSettings } from "./open-renderer.ts";
import type { OutputStreams } from "./output-streams.ts";
import { createPlainLines } from "./plain-lines.ts";
import { receiptLines } from "./receipt-lines.ts";
import { renderTable } from "./render-table.ts";
import { toEmit } from "./renderer.ts";
import { paint, print, shown, type ShownText, wholeLine } from "./shown-text.ts";
import { standingSentence } from "./standing-sentence.ts";
import { hasSlate, isUp, namesOf, type SeenClip, statusRows } from "./status-table.ts";
import { counted } from "./words.ts";

/** At most so many reasons are told; the table counts all clips. */
const REASONS_AT_MOST = 20;

export function openStatusRenderer(
  settings: RenderSettings,
  streams: OutputStreams,
  /** Were cards named? Else it is all that was sent from here. */
  hasFolders: boolean,
): Emit {
  const { stdout, stderr, redact } = streams;
  if (settings.json) return toEmit(openJsonLines(streams));
  const { quiet, verbose, noColor } = settings;
  const color = stderr.isTTY === true && !noColor;
  const write = (line: ShownText) => print(line, stderr, redact);
  const say = (line: string) => write(wholeLine(shown(line)));
  const plain = createPlainLines({ write, quiet, verbose, color, isDelivery: true });
  const seen: SeenClip[] = [];
  let destination = "";
  let wasAsked = true;
  let lacksLogs = false;
  let originals = 0;
  return toEmit({
    ...plain,
    "run-started": (event) => {
      destination = event.destination;
    },
    scanned: (event) => {
      originals += Object.values(event.undecodable).reduce((sum, files) => sum + files, 0);
      plain.scanned(event);
    },
    warning: (event) => {
      if (event.code === "not_asked") wasAsked = false;
      if (event.code === "log_missing") lacksLogs = true;
      if (event.code === "undecodable_camera_originals") originals += 1;
      plain.warning(event);
    },
    "clip-ended": (event) => void seen.push(event),
    "run-ended": (result) => {
      if (seen.length > 0) renderTable(statusRows(seen), streams);
      if (verbose)
        for (const line of seen.toSorted(byName).flatMap(receiptLines))
          print(wholeLine(shown(line)), stdout, redact);
      for (const line of [...reasonLines(seen), ...numberLines(seen)]) say(line);
      const told = {
        ...{ destination, wasAsked, hasFolders, lacksLogs, originals },
        gaps: result.gaps ?? 0,
      };
      const last =
        result.status === "ok" ? [headline(seen, told)] : result.errors.map(({ message }) => message);
      if (!seen.every(isUp))
        for (const line of destinationLines(
          seen.map(({ outcome }) => outcome),
          false,
        ))
          say(line);
      const format = result.code === "ok" ? "green" : "red";
      for (const text of last) write(wholeLine(color ? paint(format, shown(text)) : shown(text)));
      for (const step of result.next) say(`Next: ${step}`);
    },
  });
}

function byName(a: SeenClip, b: SeenClip): number {
  return a.outcome.clip < b.outcome.clip ? -1 : 1;
}

interface Shown {
  readonly destination: string;
  readonly wasAsked: boolean;
  readonly hasFolders: boolean;
  readonly lacksLogs: boolean;
  readonly originals: number;
  readonly gaps: number;
}

const UNASKED = " Nobody has looked whether they are still there.";

/** "Complete" is said only where nothing speaks against it. */
function headline(seen: readonly SeenClip[], told: Shown): string {
  const { destination, wasAsked, hasFolders, originals, gaps } = told;
  const up = seen.filter(isUp).length;
  const clips = counted(seen.length, "clip");
  if (up < seen.length) return `NOT complete: ${up} of ${clips} up at ${destination}.`;
  if (gaps > 0) {
    const lacking = counted(gaps, "thing");
    return `NOT complete: ${lacking} missing, unfinished or unproven on the card (named above); ${clips} up at ${destination}.`;
  }
  if (seen.length === 0)
    return originals > 0
      ? `Nothing is up: dailies of ${counted(originals, "camera original file")} have to be made elsewhere first.`
      : "There is no clip.";
  const open = openPoints(seen, told);
  if (open !== "")
    return `Every file of ${clips} is up at ${destination}, but ${open}.${wasAsked ? "" : UNASKED}`;
  if (!wasAsked) return `Complete by the receipts on this computer: ${clips}.${UNASKED}`;
  return hasFolders
    ? `Complete: ${clips} at ${destination}.`
    : `Complete: ${clips} that were begun here are at ${destination}. A card's folder named as well is compared too.`;
}

function openPoints(seen: readonly SeenClip[], { lacksLogs }: Shown): string {
  const points = [
    slateWords(seen),
    hasMissingNumbers(seen) ? "clip numbers are missing (named above)" : "",
    lacksLogs ? "LOG files are missing (named above)" : "",
  ].filter((point) => point !== "");
  return points.join(", ");
}

/** `2 of 11 clips have no scene or take`; empty where all have. */
function slateWords(seen: readonly SeenClip[]): string {
  const without = seen.filter((clip) => !hasSlate(clip)).length;
  const have = without === 1 ? "has" : "have";
  return without === 0 ? "" : `${without} of ${counted(seen.length, "clip")} ${have} no scene or take`;
}

function hasMissingNumbers(seen: readonly SeenClip[]): boolean {
  return numberLines(seen).length > 0;
}

const NUMBERS_AT_MOST = 10;

function numberLines(seen: readonly SeenClip[]): string[] {
  return findMissingNumbers(seen.map(({ outcome }) => outcome.clip)).map(({ roll, numbers }) => {
    const rest = numbers.length - NUMBERS_AT_MOST;
    const named = numbers.slice(0, NUMBERS_AT_MOST).join(", ") + (rest > 0 ? ` and ${rest} more` : "");
    return `  ${roll}: there is no clip ${named}.`;
  });
}

function reasonLines(seen: readonly SeenClip[]): string[] {
  const reasons = groupByReason(seen.filter((clip) => !isUp(clip)));
  const left = reasons.slice(REASONS_AT_MOST).reduce((sum, { clips }) => sum + clips.length, 0);
  return [
    ...reasons.slice(0, REASONS_AT_MOST).flatMap(({ reason, hint, clips }) => {
      const line = `  ${endOf(clips).padEnd(8)}  ${namesOf(clips)}: ${reason}`;
      return hint === undefined ? [line] : [line, `            ${hint}`];
    }),
    ...(left > 0 ? [`  … and ${counted(left, "more clip")}.`] : []),
  ];
}

function endOf([first]: readonly SeenClip[]): string {
  return first?.outcome.status ?? "";
}

interface ReasonGroup {
  readonly reason: string;
  readonly hint: string | undefined;
  readonly clips: SeenClip[];
}

/** A clip with an error of its own has a reason of its own. */
function groupByReason(clips: readonly SeenClip[]): readonly ReasonGroup[] {
  const groups = new Map<string, ReasonGroup>();
  for (const clip of clips) {
    const { error } = clip.outcome;
    const reason = error?.message ?? (clip.standing ? standingSentence(clip.standing) : "not up");
    const key = JSON.stringify([reason, error?.hint]);
    const group = groups.get(key) ?? { reason, hint: error?.hint, clips: [] };
    group.clips.push(clip);
    groups.set(key, group);
  }
  return [...groups.values()];
}
