// Lines into CSV records (RFC 4180), so that a broken one costs one row and every record knows its line.
import { type Options, parse } from "csv-parse/sync";
import type { RawRow } from "./table-rows.ts";

/** A quoted cell that goes on for longer is a quotation mark that was never closed. */
const MAX_LINES_IN_RECORD = 100;
/** Records that are parsed in one call, which is several times faster than one by one. */
const BATCH = 500;

const UNCLOSED =
  "A quotation mark in this row is never closed, so its cells cannot be told apart; it was left out.";

/** One record that may take several lines, and the index of its last one. */
interface Spanning {
  readonly record: RawRow;
  readonly lastAt: number;
}

/** Records of `lines[from]` to `lines[to - 1]`, in order. Blank lines are none. */
export function* readRecords(
  lines: readonly string[],
  from: number,
  to: number,
  delimiter: string,
): Generator<RawRow> {
  let batch: Line[] = [];
  for (let at = from; at < to; at++) {
    const text = lines[at] ?? "";
    if (text.trim() === "") continue;
    const isPlain = !opensCell(text, delimiter);
    const isWhole = isPlain || quotesIn(text) % 2 === 0;
    if (isWhole && !isPlain) {
      batch.push({ line: at + 1, text });
      if (batch.length < BATCH) continue;
    }
    yield* parseBatch(batch, delimiter);
    batch = [];
    if (isPlain) {
      yield { line: at + 1, cells: text.split(delimiter) };
    } else if (!isWhole) {
      const spanning = parseSpanning(lines, at, to, delimiter);
      yield spanning?.record ?? parseRelaxed({ line: at + 1, text }, delimiter);
      at = spanning?.lastAt ?? at;
    }
  }
  yield* parseBatch(batch, delimiter);
}

/** The record that begins in this line alone: what follows is not looked at further than it reaches. */
export function readRecord(lines: readonly string[], at: number, delimiter: string): RawRow {
  const text = lines[at] ?? "";
  const line = at + 1;
  if (!opensCell(text, delimiter)) return { line, cells: text.split(delimiter) };
  if (quotesIn(text) % 2 === 0) return parseRecord({ line, text }, delimiter);
  const spanning = parseSpanning(lines, at, lines.length, delimiter);
  return spanning?.record ?? parseRelaxed({ line, text }, delimiter);
}

/** A quotation mark means something only where it begins a cell, blanks before it or not; elsewhere it is an inch. */
function opensCell(text: string, delimiter: string): boolean {
  for (let at = text.indexOf('"'); at !== -1; at = text.indexOf('"', at + 1)) {
    let before = at - 1;
    while (before >= 0 && text[before] === " ") before--;
    if (before < 0 || text[before] === delimiter) return true;
  }
  return false;
}

/**
 * A record that begins at `at` and ends on a later line. Between the two the count of quotation marks is odd
 * (an escaped one is doubled), so its end is the first line that makes the count even.
 */
function parseSpanning(
  lines: readonly string[],
  at: number,
  to: number,
  delimiter: string,
): Spanning | undefined {
  let quotes = quotesIn(lines[at] ?? "");
  for (let last = at + 1; last < Math.min(to, at + MAX_LINES_IN_RECORD); last++) {
    quotes += quotesIn(lines[last] ?? "");
    if (quotes % 2 !== 0) continue;
    const cells = tryParse(lines.slice(at, last + 1).join("\n"), delimiter, {});
    return cells?.length === 1
      ? { record: { line: at + 1, cells: cells[0] ?? [] }, lastAt: last }
      : undefined;
  }
  return undefined;
}

interface Line {
  readonly line: number;
  readonly text: string;
}

/** Where a batch does not parse, its halves are tried: one bad line costs a few calls, not one for each line. */
function* parseBatch(batch: readonly Line[], delimiter: string): Generator<RawRow> {
  const [first] = batch;
  if (!first) return;
  if (batch.length === 1) return yield parseRecord(first, delimiter);
  const all = tryParse(batch.map(({ text }) => text).join("\n"), delimiter, {});
  if (all?.length === batch.length) {
    for (const [index, cells] of all.entries()) yield { line: batch[index]?.line ?? 0, cells };
    return;
  }
  const middle = Math.ceil(batch.length / 2);
  yield* parseBatch(batch.slice(0, middle), delimiter);
  yield* parseBatch(batch.slice(middle), delimiter);
}

/** By the letter; else with blanks round the quotation marks. */
function parseRecord({ line, text }: Line, delimiter: string): RawRow {
  const cells =
    tryParse(text, delimiter, {}) ??
    (delimiter === "\t" ? undefined : tryParse(text, delimiter, { trim: true }));
  return cells?.length === 1 ? { line, cells: cells[0] ?? [] } : parseRelaxed({ line, text }, delimiter);
}

/** With quotation marks inside a cell as they are: `5" lens`. */
function parseRelaxed({ line, text }: Line, delimiter: string): RawRow {
  const cells = tryParse(text, delimiter, { relax_quotes: true });
  return cells?.length === 1 ? { line, cells: cells[0] ?? [] } : { line, broken: UNCLOSED };
}

function tryParse(text: string, delimiter: string, options: Options): string[][] | undefined {
  try {
    return parse(text, { ...options, delimiter, record_delimiter: "\n", relax_column_count: true });
  } catch {
    return undefined;
  }
}

function quotesIn(text: string): number {
  let count = 0;
  for (let at = text.indexOf('"'); at !== -1; at = text.indexOf('"', at + 1)) count++;
  return count;
}
