// The cells of an ALE's lines, without the quotation marks that a spreadsheet put round them when it saved the file.
import { readRecords } from "./csv-records.ts";
import type { RawRow } from "./table-rows.ts";

/**
 * An ALE has no quoting: a quotation mark is a character like any other. A spreadsheet that saves one as tabbed text
 * quotes cells that hold a mark, a tab or a line's end, Excel also those with a comma, and doubles the marks inside.
 */
export function readAleRows(
  lines: readonly string[],
  from: number,
  to: number,
  quoting: AleQuoting,
): Iterable<RawRow> {
  if (quoting === "spreadsheet") return readRecords(lines, from, to, "\t");
  return splitTabs(lines, from, to, quoting === "typed" ? (cell) => cell : unquoteDoubled);
}

/**
 * `spreadsheet`: every cell with a mark is quoted by the letter, and every cell with a comma is as well. `cells`: the
 * former alone, so that only cells that hold doubled marks were surely quoted by a program. `typed`: anything else.
 */
type AleQuoting = "spreadsheet" | "cells" | "typed";

/** Told by all lines together: one cell such as `5" lens` shows that no spreadsheet has quoted them. */
export function findAleQuoting(lines: readonly string[], from: number, to: number): AleQuoting {
  let hasQuotedCells = false;
  let hasBareComma = false;
  let isOpen = false;
  for (let at = from; at < to; at++) {
    for (const cell of (lines[at] ?? "").split("\t")) {
      const marks = countMarks(cell);
      const begins = isOpen || cell.startsWith('"');
      if (marks > 0 && !begins) return "typed";
      const willBeOpen: boolean = isOpen ? marks % 2 === 0 : marks % 2 === 1;
      if (marks > 0 && !willBeOpen && !cell.endsWith('"')) return "typed";
      if (marks > 0) hasQuotedCells = true;
      else if (!isOpen && cell.includes(",")) hasBareComma = true;
      isOpen = willBeOpen;
    }
  }
  if (isOpen || !hasQuotedCells) return "typed";
  return hasBareComma ? "cells" : "spreadsheet";
}

function* splitTabs(
  lines: readonly string[],
  from: number,
  to: number,
  read: (cell: string) => string,
): Generator<RawRow> {
  for (let at = from; at < to; at++) yield { line: at + 1, cells: (lines[at] ?? "").split("\t").map(read) };
}

/** `"good, but ""no"""` → `good, but "no"`; `"good"` stays, for somebody may have typed it so. */
function unquoteDoubled(cell: string): string {
  if (cell.length < 2 || !cell.startsWith('"') || !cell.endsWith('"')) return cell;
  const inner = cell.slice(1, -1);
  return inner.includes('""') ? inner.replaceAll('""', '"') : cell;
}

function countMarks(cell: string): number {
  let count = 0;
  for (let at = cell.indexOf('"'); at !== -1; at = cell.indexOf('"', at + 1)) count++;
  return count;
}
