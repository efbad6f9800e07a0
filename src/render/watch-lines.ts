// How a watcher is shown: a line per thing that happened, and on a terminal one live line below them.
import type { Emit } from "../domain/events.ts";
import type { WatchEvent, WatchStatus } from "../domain/watch-events.ts";
import { createClockLines } from "./clock-lines.ts";
import { openJsonLines } from "./json-lines.ts";
import type { RenderSettings } from "./open-renderer.ts";
import type { OutputStreams } from "./output-streams.ts";
import { createPlainLines } from "./plain-lines.ts";
import { type EventOf, toEmit } from "./renderer.ts";
import { createRunProgress } from "./run-progress.ts";
import { asData, jsonLine, print, shown, type ShownStream, type ShownText, wholeLine } from "./shown-text.ts";
import { wasNotReached } from "./summary-lines.ts";
import { bytes, counted, duration } from "./words.ts";

const CLEAR_LINE = asData("\r\u001b[2K");
/** Under a clip's name. */
const INDENT = " ".repeat(12);

export interface WatchView {
  say(event: WatchEvent): void;
  /** A renderer for one run: its percentages begin at nought, and nothing of it outlives it. */
  startRun(): Emit;
  /** Takes the live line away. */
  close(): void;
}

export function openWatchView(
  settings: RenderSettings,
  streams: OutputStreams,
  now = () => new Date(),
): WatchView {
  return settings.json ? openJsonView(streams) : openLineView(settings, streams, now);
}

function openJsonView(streams: OutputStreams): WatchView {
  const { stdout, redact, startWarnings = [] } = streams;
  const say = ({ type, ...fields }: { readonly type: string }) =>
    void stdout.write(jsonLine({ type, ts: new Date().toISOString(), ...fields }, redact));
  // Until the first run starts, weeks may go by.
  for (const { code, message } of startWarnings.splice(0)) say(asWarning({ code, message, isTrouble: true }));
  return {
    say: (event) => {
      if (event.type === "status") return;
      say(event.type === "notice" ? asWarning(event) : event);
    },
    startRun: () => toEmit(openJsonLines(streams, { namesRun: true })),
    close: () => undefined,
  };
}

function asWarning({ code, message, isTrouble }: Omit<Extract<WatchEvent, { type: "notice" }>, "type">) {
  return { type: isTrouble ? "warning" : "notice", code, message } as const;
}

function openLineView(
  { quiet, verbose, noColor, plain }: RenderSettings,
  { stderr, redact }: OutputStreams,
  now: () => Date,
): WatchView {
  const withClock = createClockLines(now);
  const live = stderr.isTTY === true && !plain && !quiet ? createLiveLine(stderr) : undefined;
  const write = (line: ShownText) => {
    live?.clear();
    print(withClock(line), stderr, redact);
    live?.draw();
  };
  const sayLine = (text: string) => write(wholeLine(shown(text)));
  const color = stderr.isTTY === true && !noColor;
  return {
    say: (event) => {
      if (event.type === "status") live?.show(event.status);
      else if (!quiet || (event.type === "notice" && event.isTrouble)) sayLine(sentence(event));
    },
    startRun: () => {
      const progress = createRunProgress();
      const lines = createPlainLines({ write, color, quiet, verbose, isDelivery: true });
      let card = "";
      let destination = "";
      return toEmit({
        ...lines,
        "run-started": (event) => {
          destination = event.destination;
          if (verbose) lines["run-started"](event);
        },
        scanned: (event) => {
          card = event.card;
          progress.addClips(event.clips);
          if (verbose) lines.scanned(event);
        },
        "sheet-read": (event) => {
          // Each run reads them again, and they are no news.
          if (verbose) lines["sheet-read"](event);
        },
        "upload-planned": (event) => {
          progress.plan(event);
          if (verbose) lines["upload-planned"](event);
        },
        progress: (event) => {
          progress.note(event);
          live?.note(card, progress.percent());
        },
        "row-left": (event) => {
          // Each run is for a few clips of the sheet: the other rows are no news.
          if (event.reason !== "unmatched" || verbose) lines["row-left"](event);
        },
        "clip-ended": (event) => {
          progress.endClip(event.outcome.clip);
          if (event.outcome.status !== "skipped" || verbose) lines["clip-ended"](event);
          const { error } = event.outcome;
          if (error && !wasNotReached(event.outcome)) sayLine(`${INDENT}${error.hint}`);
        },
        "run-ended": (result) => {
          if (!isAllUp(result)) sayLine(notUpSentence(card, destination, result));
          else if (result.counts.done > 0 && !quiet) sayLine(upSentence(card, destination, result));
        },
      });
    },
    close: () => live?.clear(),
  };
}

function sentence(event: Exclude<WatchEvent, { type: "status" }>): string {
  switch (event.type) {
    case "watching":
      return event.why === ""
        ? `Watching ${event.folder}.`
        : `Watching ${event.folder} by polling: ${event.why}`;
    case "waiting": {
      const others = event.files > 1 ? ` (and ${counted(event.files - 1, "more file")})` : "";
      return `waiting: ${event.file}: ${event.reason}${others}`;
    }
    case "notice":
      return event.isTrouble ? `warning: ${event.message}` : event.message;
  }
}

function isAllUp({ status, counts: { found, done, skipped } }: EventOf<"run-ended">): boolean {
  return status === "ok" && done + skipped === found;
}

function upSentence(card: string, destination: string, result: EventOf<"run-ended">): string {
  const { counts, bytesUploaded, durationSeconds } = result;
  const sent = bytesUploaded > 0 ? `, ${bytes(bytesUploaded)}` : "";
  return `${card}: ${counted(counts.done, "clip")} at ${destination} (${duration(durationSeconds)}${sent}).`;
}

/** What was wrong with each clip was said when it ended; here only what ended the run as a whole. */
function notUpSentence(card: string, destination: string, result: EventOf<"run-ended">): string {
  const { counts, status, errors } = result;
  const place = `${card}: ${counts.done + counts.skipped} of ${counted(counts.found, "clip")} up at ${destination}`;
  if (status === "cancelled") return `${place} when it was stopped; the next start goes on.`;
  const [first] = errors;
  if (status === "error" && first) return `${place}. ${first.message} ${first.hint}`;
  const left = (["rejected", "failed", "deferred"] as const).filter((end) => counts[end] > 0);
  return `${place}; NOT up: ${left.map((end) => `${counts[end]} ${end}`).join(", ")}.`;
}

/** One line at the bottom of a terminal, drawn again below whatever is written. */
function createLiveLine(stream: ShownStream) {
  let status: WatchStatus | undefined;
  let percent = 0;
  let drawn = shown("");
  const text = () => {
    if (!status) return shown("");
    const { waiting, working, doneToday, inTrouble } = status;
    const parts = [
      working === undefined ? "watching" : `${working} ${Math.floor(percent)}%`,
      waiting > 0 ? `${counted(waiting, "file")} waiting` : "",
      `${doneToday} done today`,
      inTrouble > 0 ? `${inTrouble} in trouble` : "",
    ];
    const all = shown(parts.filter((part) => part !== "").join(" · "));
    return shown(all.slice(0, (stream.columns || 80) - 1));
  };
  const clear = () => {
    if (drawn !== "") stream.write(CLEAR_LINE);
    drawn = shown("");
  };
  const draw = () => {
    const next = text();
    if (next === drawn) return;
    clear();
    stream.write(next);
    drawn = next;
  };
  return {
    clear,
    draw,
    show: (shown: WatchStatus) => {
      if (shown.working !== status?.working) percent = 0;
      status = shown;
      draw();
    },
    note: (card: string, done: number) => {
      if (card !== status?.working) return;
      percent = done;
      draw();
    },
  };
}
