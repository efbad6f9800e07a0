// Cells into rows under columns, for every format: too many cells, too few, misplaced ones.
import type { SheetProblem, SheetRow } from "../sheet.ts";
import type { Slices } from "../slices.ts";
import { type RowProblems, collectRowProblems } from "./row-problems.ts";
import { misplacedCells, withoutMisplaced } from "./shifted-row.ts";
import { sheetUnreadable } from "./unreadable.ts";

/** One line (or more, in a quoted cell) of the file, split; or why it could not be. */
export type RawRow =
  | { readonly line: number; readonly cells: readonly string[] }
  | { readonly line: number; readonly broken: string };

/** About 1 GB of memory; 86,400 frames of 200 columns stay below. */
const MAX_CELLS = 20_000_000;
/** The widest sheets known have 245. */
const MAX_COLUMNS = 5000;

export interface TableColumns {
  readonly columns: readonly string[];
  readonly problems: readonly SheetProblem[];
}

/**
 * Column names trimmed; a name that occurs twice is kept twice and told.
 * @throws OdailiesError `metadata_unreadable` when there are too many to be columns.
 */
export function readColumns(cells: readonly string[], line: number, path: string): TableColumns {
  if (cells.length > MAX_COLUMNS) {
    const because = `its line ${line} names ${cells.length} columns, more than any sheet has`;
    throw sheetUnreadable(path, because, "Check that it is an ALE or CSV file.");
  }
  const columns = cells.map((cell) => cell.replace(/^\uFEFF/, "").trim());
  const counts = new Map<string, number>();
  for (const column of columns) counts.set(column, (counts.get(column) ?? 0) + 1);
  const problems: SheetProblem[] = [];
  for (const [column, count] of counts) {
    if (count === 1 || column === "") continue;
    const message = `The column "${column}" occurs ${count} times; of each row the first filled cell counts.`;
    problems.push({ line, column, severity: "warning", message });
  }
  return { columns, problems };
}

export interface TableRows {
  readonly rows: readonly SheetRow[];
  readonly problems: readonly SheetProblem[];
}

/**
 * Rows as wide as the columns, in order. Blank ones are dropped silently (a lone tab at the end of many ALE files),
 * one with more values than columns is an error and left out, one with fewer is padded.
 * Rejects with `metadata_unreadable` when the table is larger than memory should bear.
 */
export async function fitRows(
  raw: Iterable<RawRow>,
  columns: readonly string[],
  path: string,
  slices: Slices,
): Promise<TableRows> {
  const problems = collectRowProblems();
  const checkPlaces = misplacedCells(columns);
  const rows: SheetRow[] = [];
  for (const row of raw) {
    const pause = slices.next();
    if (pause) await pause;
    if ("broken" in row) {
      problems.addError(row.line, row.broken);
      continue;
    }
    if (row.cells.every((cell) => cell.trim() === "")) continue;
    const fitted = fitCells(row.cells, columns, row.line, problems);
    if (!fitted) continue;
    const misplaced = checkPlaces(fitted);
    if (misplaced) warnMisplaced(misplaced, columns, row.line, problems);
    rows.push({ line: row.line, cells: misplaced ? withoutMisplaced(fitted, misplaced) : fitted });
    if (rows.length * columns.length > MAX_CELLS) {
      const because = `it has more than ${MAX_CELLS / 1_000_000} million cells`;
      throw sheetUnreadable(path, because, "Split it into several files.");
    }
  }
  return { rows, problems: problems.list() };
}

function fitCells(
  cells: readonly string[],
  columns: readonly string[],
  line: number,
  problems: RowProblems,
): readonly string[] | undefined {
  if (cells.length === columns.length) return cells;
  if (cells.length > columns.length) {
    if (cells.slice(columns.length).every((cell) => cell.trim() === ""))
      return cells.slice(0, columns.length);
    problems.addError(
      line,
      `This row has ${cells.length} cells for ${columns.length} columns, so it is not clear what belongs where; it was left out.`,
    );
    return undefined;
  }
  const missing = columns.slice(cells.length);
  const named = missing.find((column) => column !== "");
  if (named !== undefined) {
    problems.addWarning(
      "short",
      line,
      (lines) =>
        `Fewer cells than columns in ${lines}; the cells missing at the end were taken as empty (first: "${named}").`,
      named,
    );
  }
  return [...cells, ...missing.fill("")];
}

function warnMisplaced(
  { shiftedFrom, noTimecodeAt }: { shiftedFrom: number | undefined; noTimecodeAt: readonly number[] },
  columns: readonly string[],
  line: number,
  problems: RowProblems,
): void {
  if (shiftedFrom !== undefined) {
    const column = columns[shiftedFrom] ?? "";
    problems.addWarning(
      `shifted:${column}`,
      line,
      (lines) =>
        `A timecode stands under "${column}" in ${lines}, so the values seem shifted against the header; those from "${column}" on were not used.`,
      column,
    );
  }
  for (const at of noTimecodeAt) {
    const column = columns[at] ?? "";
    problems.addWarning(
      `no-timecode:${column}`,
      line,
      (lines) => `What stands under "${column}" in ${lines} is not a timecode and was not used.`,
      column,
    );
  }
}
