// Lines into CSV records (RFC 4180), so that a broken one costs one row and every record knows its line.
import { type Options, parse } from "csv-parse/sync";
import type { RawRow } from "./table-rows.ts";

/** A quoted cell that goes on for longer is a quotation mark that was never closed. */
const MAX_LINES_IN_RECORD = 100;
const BATCH = 500;

const UNCLOSED =
  "A quotation mark in this row is never closed, so its cells cannot be told apart; it was left out.";

/** Records of `lines[from]` to `lines[to - 1]`, in order. Blank lines are none. */
export function readRecords(lines: readonly string[], from: number, to: number, delimiter: string): RawRow[] {
  const records: RawRow[] = [];
  let batch: { line: number; text: string; slot: number }[] = [];
  const flush = () => {
    for (const [index, record] of parseBatch(batch, delimiter).entries()) {
      records[batch[index]?.slot ?? 0] = record;
    }
    batch = [];
  };
  for (let at = from; at < to; at++) {
    const text = lines[at] ?? "";
    if (text.trim() === "") continue;
    const line = at + 1;
    if (!text.includes('"')) {
      records.push({ line, cells: text.split(delimiter) });
    } else if (quotesIn(text) % 2 === 0) {
      batch.push({ line, text, slot: records.length });
      // Takes the place until the batch is parsed.
      records.push({ line, cells: [] });
      if (batch.length === BATCH) flush();
    } else {
      const spanning = parseSpanning(lines, at, to, delimiter);
      records.push(spanning?.record ?? parseRelaxed(text, line, delimiter));
      at = spanning?.lastAt ?? at;
    }
  }
  flush();
  return records;
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
): { record: RawRow; lastAt: number } | undefined {
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

/** One call for many lines is several times faster; where one of them is bad, each is parsed by itself. */
function parseBatch(batch: readonly { line: number; text: string }[], delimiter: string): RawRow[] {
  const all = tryParse(batch.map((entry) => entry.text).join("\n"), delimiter, {});
  if (all?.length === batch.length) {
    return all.map((cells, index) => ({ line: batch[index]?.line ?? 0, cells }));
  }
  return batch.map((entry) => parseRecord(entry.text, entry.line, delimiter));
}

/** By the letter; else with blanks round the quotation marks. */
function parseRecord(text: string, line: number, delimiter: string): RawRow {
  const cells =
    tryParse(text, delimiter, {}) ??
    (delimiter === "\t" ? undefined : tryParse(text, delimiter, { trim: true }));
  return cells?.length === 1 ? { line, cells: cells[0] ?? [] } : parseRelaxed(text, line, delimiter);
}

/** With quotation marks inside a cell as they are: `5" lens`. */
function parseRelaxed(text: string, line: number, delimiter: string): RawRow {
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
