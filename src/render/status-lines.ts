// How a look at what is up is shown: a table per roll, why each clip is not up, and one last line that says it all.
import { styleText } from "node:util";
import type { Emit } from "../domain/events.ts";
import { createJsonLines } from "./json-lines.ts";
import type { OutputStreams, RenderSettings } from "./open-renderer.ts";
import { createPlainLines } from "./plain-lines.ts";
import { receiptLines } from "./receipt-lines.ts";
import { renderTable } from "./render-table.ts";
import { toEmit } from "./renderer.ts";
import { standingSentence } from "./standing-sentence.ts";
import { isUp, namesOf, type SeenClip, statusRows } from "./status-table.ts";
import { visibleLine } from "./value-text.ts";
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
  if (settings.json) return toEmit(createJsonLines({ write: (line) => stdout.write(redact(line)) }));
  const { quiet, verbose, noColor } = settings;
  const say = (line: string) => void stderr.write(redact(visibleLine(`${line}\n`)));
  const color = stderr.isTTY && !noColor;
  const write = (line: string) => void stderr.write(redact(visibleLine(line)));
  const plain = createPlainLines({ write, quiet, verbose, color, isDelivery: true });
  const seen: SeenClip[] = [];
  let destination = "";
  let wasAsked = true;
  return toEmit({
    ...plain,
    "run-started": (event) => {
      destination = event.destination;
    },
    warning: (event) => {
      if (event.code === "not_asked") wasAsked = false;
      plain.warning(event);
    },
    "clip-ended": (event) => void seen.push(event),
    "run-ended": (result) => {
      if (seen.length > 0) renderTable(statusRows(seen), streams);
      if (verbose)
        for (const line of seen.toSorted(byName).flatMap(receiptLines))
          stdout.write(redact(visibleLine(`${line}\n`)));
      for (const line of reasonLines(seen)) say(line);
      const text =
        result.status === "ok"
          ? headline(seen, { destination, wasAsked, hasFolders })
          : result.errors.map(({ message }) => message).join("\n");
      say(color ? styleText(result.code === "ok" ? "green" : "red", text) : text);
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
}

function headline(seen: readonly SeenClip[], { destination, wasAsked, hasFolders }: Shown): string {
  const up = seen.filter(isUp).length;
  const clips = counted(seen.length, "clip");
  if (up < seen.length) return `NOT complete: ${up} of ${clips} up at ${destination}.`;
  if (!wasAsked)
    return `Complete by the receipts on this computer: ${clips}. Nobody has looked whether they are still there.`;
  return hasFolders
    ? `Complete: ${clips} at ${destination}.`
    : `Complete: ${clips} that were begun here are at ${destination}. A card's folder named as well is compared too.`;
}

function reasonLines(seen: readonly SeenClip[]): string[] {
  const notUp = seen.filter((clip) => !isUp(clip));
  const reasons = [...groupByReason(notUp)];
  const shown = reasons.slice(0, REASONS_AT_MOST);
  const left = reasons.slice(REASONS_AT_MOST).reduce((sum, [, clips]) => sum + clips.length, 0);
  return [
    ...shown.map(([reason, clips]) => `  ${endOf(clips).padEnd(8)}  ${namesOf(clips)}: ${reason}`),
    ...(left > 0 ? [`  … and ${counted(left, "more clip")}.`] : []),
  ];
}

function endOf([first]: readonly SeenClip[]): string {
  return first?.outcome.status ?? "";
}

/** A clip with an error of its own has a reason of its own. */
function groupByReason(clips: readonly SeenClip[]): ReadonlyMap<string, readonly SeenClip[]> {
  const groups = new Map<string, SeenClip[]>();
  for (const clip of clips) {
    const { error } = clip.outcome;
    const reason = error
      ? `${error.message}\n            ${error.hint}`
      : clip.standing
        ? standingSentence(clip.standing)
        : "not up";
    groups.set(reason, [...(groups.get(reason) ?? []), clip]);
  }
  return groups;
}
