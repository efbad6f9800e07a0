// How a comparison of what was delivered is shown: a line per clip, a table per roll, one last line that says it all.
import type { Emit } from "../domain/events.ts";
import type { FileCheck, FileVerdict } from "../domain/file-check.ts";
import { openJsonLines } from "./json-lines.ts";
import type { RenderSettings } from "./open-renderer.ts";
import type { OutputStreams } from "./output-streams.ts";
import { createPlainLines } from "./plain-lines.ts";
import { renderTable, type TableRow } from "./render-table.ts";
import { type EventOf, toEmit } from "./renderer.ts";
import { paint, print, shown, type ShownText, wholeLine } from "./shown-text.ts";
import { counted } from "./words.ts";

const VERDICTS: readonly FileVerdict[] = ["hash-verified", "size-only", "not-verified", "different"];
const NOT_ASKED = "not asked";
const ROLE_WORDS = { graded: "graded", log: "LOG", thumbnail: "thumbnail" } as const;

const SIZE_ONLY_NOTE = "size-only: nothing differs, but not every byte was compared (--verbose: where).";

type SeenClip = EventOf<"clip-ended">;

export function openVerifyRenderer(settings: RenderSettings, streams: OutputStreams): Emit {
  const { stderr, redact } = streams;
  if (settings.json) return toEmit(openJsonLines(streams));
  const { quiet, verbose, noColor } = settings;
  const write = (line: ShownText) => print(line, stderr, redact);
  const say = (line: string) => write(wholeLine(shown(line)));
  const color = stderr.isTTY === true && !noColor;
  const plain = createPlainLines({ write, quiet, verbose, color, isDelivery: true });
  const seen: SeenClip[] = [];
  let destination = "";
  return toEmit({
    ...plain,
    "run-started": (event) => {
      destination = event.destination;
    },
    "clip-ended": (event) => {
      seen.push(event);
      if (quiet && event.outcome.status === "done") return;
      for (const line of clipLines(event, verbose)) say(line);
    },
    "run-ended": (result) => {
      if (seen.length > 0) renderTable(rollRows(seen), streams);
      const isBySize = seen.some(({ checks = [] }) => countOf(checks, "size-only") > 0);
      if (isBySize && !quiet && !verbose) say(SIZE_ONLY_NOTE);
      const isGood = result.code === "ok";
      const last =
        result.status === "ok" ? [headline(seen, destination)] : result.errors.map(({ message }) => message);
      const format = isGood ? "green" : "red";
      for (const text of last) write(wholeLine(color ? paint(format, shown(text)) : shown(text)));
      for (const step of result.next) say(`Next: ${step}`);
    },
  });
}

function clipLines({ outcome, checks = [] }: SeenClip, verbose: boolean): string[] {
  const { clip, error, status } = outcome;
  const said = checks.length === 0 ? (error?.message ?? "not verified") : verdictSentence(checks);
  const open = checks.find(({ verdict }) => verdict === "not-verified");
  const why =
    status !== "deferred" || !open
      ? ""
      : ` (${open.stored === NOT_ASKED ? "the destination was not asked" : open.source})`;
  const lines = [`  ${clip}: ${said}${why}`, ...(verbose ? checks.flatMap(legLines) : [])];
  if (!error || status === "deferred") return lines;
  return [...lines, ...(checks.length > 0 ? [`    ${error.message}`] : []), `    ${error.hint}`];
}

/** The worst first: `graded and LOG hash-verified, thumbnail size-only`. */
function verdictSentence(checks: readonly FileCheck[]): string {
  return VERDICTS.toReversed()
    .flatMap((verdict) => {
      const roles = checks.filter((check) => check.verdict === verdict).map(({ role }) => ROLE_WORDS[role]);
      return roles.length === 0 ? [] : [`${roles.join(" and ")} ${verdictWord(verdict)}`];
    })
    .join(", ");
}

function legLines({ key, source, stored, listed }: FileCheck): string[] {
  const list = listed === undefined ? [] : [`      hash list: ${listed}`];
  return [`    ${key}`, `      source: ${source}`, `      there: ${stored}`, ...list];
}

function rollRows(seen: readonly SeenClip[]): readonly TableRow[] {
  const rolls = new Map<string, FileCheck[]>();
  for (const { outcome, checks = [] } of seen) {
    const roll = outcome.roll ?? "–";
    rolls.set(roll, [...(rolls.get(roll) ?? []), ...checks]);
  }
  const row = (roll: string, files: string, cell: (verdict: FileVerdict) => string): TableRow =>
    Object.fromEntries([
      ["roll", roll],
      ["files", files],
      ...VERDICTS.map((verdict) => [verdict, cell(verdict)]),
    ]);
  const head = row("ROLL", "FILES", (verdict) => verdictWord(verdict).toUpperCase());
  const rows = [...rolls]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([roll, checks]) => row(roll, String(checks.length), (verdict) => String(countOf(checks, verdict))));
  return [head, ...rows];
}

function headline(seen: readonly SeenClip[], destination: string): string {
  const checks = seen.flatMap(({ checks = [] }) => checks);
  const files = counted(checks.length, "file");
  const different = countOf(checks, "different");
  const unknown = countOf(checks, "not-verified");
  const parts = VERDICTS.filter((verdict) => countOf(checks, verdict) > 0).map(
    (verdict) => `${countOf(checks, verdict)} ${verdictWord(verdict)}`,
  );
  if (different > 0)
    return `DIFFERENT: ${different} of ${files} at ${destination} or on the card (${parts.join(", ")}).`;
  if (unknown > 0)
    return `NOT all verified: ${unknown} of ${files} could not be compared (${parts.join(", ")}).`;
  if (seen.some(({ outcome }) => outcome.status !== "done"))
    return `NOT all verified: see above (${parts.join(", ")}).`;
  return `Nothing differs: ${files} at ${destination} (${parts.join(", ")}).`;
}

function countOf(checks: readonly FileCheck[], verdict: FileVerdict): number {
  return checks.filter((check) => check.verdict === verdict).length;
}

function verdictWord(verdict: FileVerdict): string {
  return verdict === "not-verified" ? "not verified" : verdict;
}
