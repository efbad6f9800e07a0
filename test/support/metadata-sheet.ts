// A sheet as the readers give it, from columns and cells typed in a test.
import type { Sheet } from "../../src/metadata/sheet.ts";
import {
  type MetadataRow,
  type UnderstandOptions,
  understandSheet,
} from "../../src/metadata/understand-sheet.ts";

export function sheetOf(
  columns: readonly string[],
  rows: readonly (readonly string[])[],
  extra: Partial<Sheet> = {},
): Sheet {
  return {
    path: "/logs/day.csv",
    name: "day.csv",
    format: "csv",
    encoding: "utf-8",
    heading: new Map(),
    columns,
    rows: rows.map((cells, index) => ({ line: index + 2, cells })),
    problems: [],
    decimalComma: false,
    ...extra,
  };
}

/** The only row of a sheet given as `column: cell`, understood. */
export function rowOf(
  cells: Readonly<Record<string, string>>,
  options: UnderstandOptions = {},
  extra: Partial<Sheet> = {},
): MetadataRow {
  return understandSheet(sheetOf(Object.keys(cells), [Object.values(cells)], extra), options).rows[0]!;
}
