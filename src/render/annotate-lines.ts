// How a run that only changes metadata is shown: old → new, trouble, and a headline of its own.
import type { Emit } from "../domain/events.ts";
import { isGoodEnd } from "../domain/outcome.ts";
import { openJsonLines } from "./json-lines.ts";
import type { RenderSettings } from "./open-renderer.ts";
import type { OutputStreams } from "./output-streams.ts";
import { createPlainLines } from "./plain-lines.ts";
import { type EventOf, toEmit } from "./renderer.ts";
import { print, shown, type ShownText, wholeLine } from "./shown-text.ts";
import { changesSentence } from "./value-text.ts";
import { counted, duration } from "./words.ts";

/** `send` changes clips, `show` says what it would change, `explain` only reads the sheets. */
export type AnnotatePurpose = "send" | "show" | "explain";

export function openAnnotateRenderer(
  settings: RenderSettings,
  streams: OutputStreams,
  purpose: AnnotatePurpose,
): Emit {
  if (settings.json) return toEmit(openJsonLines(streams));
  const { stderr, redact } = streams;
  const { quiet, verbose, noColor } = settings;
  const write = (line: ShownText) => print(line, stderr, redact);
  const plain = createPlainLines({
    write,
    quiet,
    verbose,
    color: stderr.isTTY === true && !noColor,
    isDelivery: true,
  });
  let destination = "";
  let changes = 0;
  return toEmit({
    ...plain,
    "run-started": (event) => {
      destination = event.destination;
      plain["run-started"](event);
    },
    "clip-changing": (event) => {
      changes += event.changes.length;
      if (!quiet) write(wholeLine(shown(`  ${event.clip}  ${changesSentence(event.changes)}`)));
    },
    "clip-ended": (event) => {
      const { status } = event.outcome;
      const isGood = isGoodEnd(status);
      if (!isGood || (verbose && purpose === "send")) plain["clip-ended"](event);
    },
    "run-ended": (result) => {
      const lines = [
        headline(result, { purpose, destination, changes }),
        ...(verbose ? (result.clipsWithoutRow ?? []).map((name) => `  no row: ${name}`) : []),
        ...(result.status === "error" ? result.errors.map((error) => `  ${error.message}`) : []),
        ...result.next.map((step) => `Next: ${step}`),
      ];
      for (const line of lines) write(wholeLine(shown(line)));
    },
  });
}

interface Shown {
  readonly purpose: AnnotatePurpose;
  readonly destination: string;
  readonly changes: number;
}

function headline(
  { status, counts, rows, fieldsChanged, durationSeconds, clipsWithoutRow = [] }: EventOf<"run-ended">,
  { purpose, destination, changes }: Shown,
): string {
  const { found, done, skipped } = counts;
  const missed = found - done - skipped;
  if (status === "error" && done === 0) return "Nothing was changed.";
  const said = {
    send:
      done + missed === 0
        ? `Nothing had to be changed at ${destination}`
        : `${counted(fieldsChanged, "field")} of ${counted(done, "clip")} changed at ${destination}`,
    show: `Nothing was sent: ${counted(changes, "field")} of ${counted(done, "clip")} would change at ${destination}`,
    explain: `Nothing was sent: --explain only shows`,
  }[purpose];
  const rest = [
    skipped > 0 ? `${counted(skipped, "clip")} already so` : "",
    missed > 0 ? `${counted(missed, "clip")} NOT done` : "",
    rows.unmatched > 0 ? `${counted(rows.unmatched, "row")} without a clip` : "",
    clipsWithoutRow.length > 0 ? `${counted(clipsWithoutRow.length, "clip")} without a row` : "",
  ].filter((part) => part !== "");
  const start = status === "cancelled" ? "Stopped: " : "";
  return `${start}${[said, ...rest].join("; ")} (${duration(durationSeconds)}).`;
}
