// Whether a table writes 1,5 where others write 1.5.
import { columnKey } from "../columns/column-key.ts";
import type { SheetRow } from "../sheet.ts";
import { DECIMAL_WORDS } from "./header-words.ts";

const WITH_COMMA = /^\D{0,3}\d+,\d+\s*\D{0,8}$/;
const WITH_POINT = /^\D{0,3}\d+\.\d+\s*\D{0,8}$/;

/** Judged by the columns that hold fractions alone: `1,2` is also a list of tracks. */
export function hasDecimalComma(columns: readonly string[], rows: readonly SheetRow[]): boolean {
  const numeric = columns.flatMap((column, at) => (DECIMAL_WORDS.has(columnKey(column).key) ? [at] : []));
  let commas = 0;
  let points = 0;
  for (const row of rows) {
    for (const at of numeric) {
      const cell = row.cells[at]?.trim() ?? "";
      if (WITH_COMMA.test(cell)) commas++;
      else if (WITH_POINT.test(cell)) points++;
    }
  }
  return commas > points;
}
