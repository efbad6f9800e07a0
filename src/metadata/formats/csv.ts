// Tables of text: comma, semicolon, tab or bar, with or without lines above the header row.
import { normaliseHeader } from "../columns/normalise-header.ts";
import type { SheetProblem } from "../sheet.ts";
import { writeCsv } from "../write-csv.ts";
import { type CsvHeader, findCsvHeader } from "./csv-header.ts";
import { readPreamble } from "./csv-preamble.ts";
import { readRecords } from "./csv-records.ts";
import { hasDecimalComma } from "./decimal-comma.ts";
import { isInstructionRow } from "./instruction-row.ts";
import type { MetadataFormat, SheetContent, SheetSource } from "./metadata-format.ts";
import { collapseFrames } from "./per-frame.ts";
import { type RawRow, fitRows, readColumns } from "./table-rows.ts";
import { splitLines } from "./text-lines.ts";
import { sheetUnreadable } from "./unreadable.ts";

export const csv: MetadataFormat = {
  id: "csv",
  recognise: (text, name) =>
    /\.(csv|tsv|tab|txt)$/i.test(name) || locateHeader(splitLines(text.slice(0, 65_536)), []) !== undefined,
  read: readCsv,
  write: ({ heading, columns, rows, delimiter }) =>
    writeCsv({ heading, columns, rows: rows.map((row) => row.cells), delimiter: delimiter ?? "," }),
};

function readCsv(text: string, source: SheetSource): SheetContent {
  const lines = splitLines(text);
  const header = locateHeader(lines, source.columnNames);
  if (!header) {
    const because = "no row names the columns (such as File Name, Scene, Take)";
    throw sheetUnreadable(
      source.path,
      because,
      "Name the columns in the first row, or say with --map what its columns mean.",
    );
  }
  const { at, delimiter } = header;
  const table = readColumns(header.cells, at + 1, source.path);
  const heading = readPreamble(readRecords(lines, startAt(lines), at, delimiter));
  const afterHeader = readRecords(lines, at, lines.length, delimiter).slice(1);
  const skipped: SheetProblem[] = [];
  const data = fitRows(withoutTemplateRows(afterHeader, table.columns, skipped), table.columns, source.path);
  const decimalComma = delimiter !== "," && hasDecimalComma(table.columns, data.rows);
  const clips = collapseFrames(table.columns, data.rows);
  const problems = [...table.problems, ...skipped, ...data.problems, ...clips.problems];
  if (clips.rows.length === 0) {
    problems.push({ line: at + 1, severity: "warning", message: "No rows stand under the header row." });
  }
  return { heading, columns: table.columns, rows: clips.rows, problems, delimiter, decimalComma };
}

/** Excel's own first line, `sep=;`: it says what separates the cells. */
const SEPARATOR_LINE = /^sep=(.)\s*$/i;

function startAt(lines: readonly string[]): number {
  return SEPARATOR_LINE.test(lines[0] ?? "") ? 1 : 0;
}

function locateHeader(lines: readonly string[], names: readonly string[]): CsvHeader | undefined {
  const separator = SEPARATOR_LINE.exec(lines[0] ?? "")?.[1];
  return findCsvHeader(lines, startAt(lines), names, separator);
}

/** Without a template's row of explanations and without header rows that recur where lists were joined. */
function* withoutTemplateRows(
  records: readonly RawRow[],
  columns: readonly string[],
  skipped: SheetProblem[],
): Generator<RawRow> {
  const header = columns.map(normaliseHeader).join("\n");
  let isFirst = true;
  for (const record of records) {
    if ("cells" in record && record.cells.length >= 2) {
      const message = skipReason(record.cells, columns, header, isFirst);
      isFirst = false;
      if (message) {
        skipped.push({ line: record.line, severity: "warning", message });
        continue;
      }
    }
    yield record;
  }
}

function skipReason(
  cells: readonly string[],
  columns: readonly string[],
  header: string,
  isFirst: boolean,
): string | undefined {
  if (isFirst && isInstructionRow(columns, cells)) {
    return "This row explains the columns of a template and describes no clip; it was skipped.";
  }
  // Comparing the first cell first keeps a long table cheap.
  const recurs =
    normaliseHeader(cells[0] ?? "") === normaliseHeader(columns[0] ?? "") &&
    cells.map(normaliseHeader).join("\n") === header;
  return recurs ? "The header row recurs here; it was skipped." : undefined;
}
