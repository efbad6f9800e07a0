// One line per fact on stderr: for logs, pipes and anything that is no terminal.
import { basename } from "node:path";
import { type ClipEnd, type ClipOutcome, isGoodEnd } from "../domain/outcome.ts";
import { createCutOffs } from "./cut-offs.ts";
import type { Renderer } from "./renderer.ts";
import { paint, shown, type ShownText, wholeLine } from "./shown-text.ts";
import { summaryLines, wasNotReached } from "./summary-lines.ts";
import { changesSentence } from "./value-text.ts";
import { planSentence } from "./plan-sentence.ts";
import { counted, filesSentence, leftOutSentence, plannedSentence, slateSentence } from "./words.ts";

export interface PlainLinesOptions {
  readonly write: (line: ShownText) => void;
  readonly color: boolean;
  /** Only trouble and the last lines. */
  readonly quiet: boolean;
  /** Findings of every clip, not only of those that are not up. */
  readonly verbose: boolean;
  /** False for `check`, which sends nothing. */
  readonly isDelivery: boolean;
}

const END_COLOR: Readonly<Record<ClipEnd, "green" | "gray" | "yellow" | "red">> = {
  done: "green",
  skipped: "gray",
  rejected: "red",
  deferred: "yellow",
  failed: "red",
};

export function createPlainLines(options: PlainLinesOptions): Renderer {
  const { quiet, verbose, color } = options;
  const say = (line: string) => options.write(wholeLine(shown(line)));
  const unlessQuiet = (line: string) => {
    if (!quiet) say(line);
  };
  const ending = (end: ClipEnd) => {
    const text = shown(end.padEnd(8));
    return color ? paint(END_COLOR[end], text) : text;
  };
  const outcomes: ClipOutcome[] = [];
  const cutOffs = createCutOffs();
  let originals = 0;
  let destination = "";
  return {
    "run-started": (event) => {
      destination = event.destination;
      unlessQuiet(`odailies ${event.command}: ${event.source.join(", ")} → ${event.destination}`);
    },
    scanned: ({ card, clips, leftOut, undecodable }) => {
      const rest = leftOutSentence({ ...leftOut, undecodable: 0 });
      unlessQuiet(`${card}: ${counted(clips, "clip")}${rest ? `; left out: ${rest}` : ""}.`);
      for (const [tool, files] of Object.entries(undecodable)) {
        originals += files;
        unlessQuiet(
          `${card}: ${counted(files, "camera original file")} left alone; ${tool} makes dailies of them.`,
        );
      }
    },
    "upload-planned": (plan) => unlessQuiet(planSentence(plan)),
    progress: (event) => cutOffs.note(event),
    warning: ({ code, message, clip }) => {
      if (code === "undecodable_camera_originals") originals += 1;
      say(`warning: ${clip === undefined ? "" : `${clip}: `}${message}`);
    },
    "clip-changing": ({ clip, changes }) => {
      // What is only added is told when the clip ends; a value that goes away is told before.
      const replaced = changes.filter(({ old }) => old !== undefined);
      if (replaced.length > 0) unlessQuiet(`  ${clip}  ${changesSentence(replaced)}`);
    },
    "sheet-read": ({ sheet, rows, from }) => {
      const where = from === "beside" ? " beside the clips (--metadata none leaves it alone)" : "";
      unlessQuiet(`Sheet ${basename(sheet)}${where}: ${counted(rows, "row")}.`);
    },
    "undo-written": ({ file }) =>
      unlessQuiet(`The old values are kept: odailies annotate --undo '${file}' puts them back.`),
    "clip-ended": ({ outcome }) => {
      const isUp = isGoodEnd(outcome.status);
      outcomes.push(outcome);
      cutOffs.endClip(outcome);
      if ((quiet && isUp) || wasNotReached(outcome)) return;
      const sentence = shown(`  ${clipSentence(outcome, options.isDelivery)}`);
      options.write(wholeLine(shown("  "), ending(outcome.status), sentence));
      if (verbose || !options.isDelivery) for (const line of findingLines(outcome)) say(line);
    },
    "row-left": ({ sheet, line, message }) => unlessQuiet(`${sheet}:${line}: ${message}`),
    "run-ended": (result) => {
      const cutOff = cutOffs.all();
      const { isDelivery } = options;
      const told = { result, outcomes, cutOff, originals, destination, isDelivery, endedAt: new Date() };
      for (const line of summaryLines(told)) say(line);
    },
  };
}

function clipSentence(outcome: ClipOutcome, isDelivery: boolean): string {
  const warnings = outcome.findings.filter((finding) => finding.severity === "warning").length;
  const parts = [
    outcome.status === "skipped" ? "already there and the same" : "",
    outcome.status === "done" ? (isDelivery ? filesSentence(outcome) : plannedSentence(outcome)) : "",
    outcome.error?.message ?? "",
    slateSentence(outcome),
    warnings > 0 ? counted(warnings, "warning") : "",
  ];
  const detail = parts.filter((part) => part !== "").join(" · ");
  return detail ? `${outcome.clip}  ${detail}` : outcome.clip;
}

const MENDED_BY = { remux: " (a remux mends it)", encode: " (a proxy mends it)", none: "" } as const;

function findingLines(outcome: ClipOutcome): string[] {
  return outcome.findings
    .filter((finding) => finding.severity !== "info")
    .map(
      ({ severity, rule, message, fix }) => `            ${severity} ${rule}: ${message}${MENDED_BY[fix]}`,
    );
}
