// Rows under a header row, of a text or a workbook: what the lines above say, template rows, frames, decimal commas.
import { normaliseHeader } from "../columns/normalise-header.ts";
import type { SheetProblem } from "../sheet.ts";
import { readPreamble } from "./csv-preamble.ts";
import type { HeaderRow } from "./find-header.ts";
import { hasDecimalComma } from "./decimal-comma.ts";
import { isInstructionRow } from "./instruction-row.ts";
import type { SheetContent, SheetSource } from "./metadata-format.ts";
import { collapseFrames } from "./per-frame.ts";
import { type RawRow, fitRows, readColumns } from "./table-rows.ts";

export interface Table {
  readonly header: HeaderRow;
  /** What stands above the header row. */
  readonly above: Iterable<RawRow>;
  readonly below: Iterable<RawRow>;
  /** Numbers may be written with a comma here. */
  readonly mayHaveDecimalComma: boolean;
}

type TableContent = Pick<SheetContent, "heading" | "columns" | "rows" | "problems" | "decimalComma">;

/** Rejects with `metadata_unreadable` where the table is larger than memory should bear. */
export async function readTable(table: Table, { path, slices }: SheetSource): Promise<TableContent> {
  const { header, above, below } = table;
  const { columns, problems: ofColumns } = readColumns(header.cells, header.at + 1, path);
  const heading = readPreamble(above);
  const skipped: SheetProblem[] = [];
  const data = await fitRows(withoutTemplateRows(below, columns, skipped), columns, path, slices);
  const decimalComma = table.mayHaveDecimalComma && hasDecimalComma(columns, data.rows);
  const clips = collapseFrames(columns, data.rows);
  const problems = [...ofColumns, ...skipped, ...data.problems, ...clips.problems];
  if (clips.rows.length === 0) {
    const message = "No rows stand under the header row.";
    problems.push({ line: header.at + 1, severity: "warning", message });
  }
  return { heading, columns, rows: clips.rows, problems, decimalComma };
}

/** Without a template's row of explanations and without header rows that recur where lists were joined. */
function* withoutTemplateRows(
  records: Iterable<RawRow>,
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
