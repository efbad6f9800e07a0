// The sheets under fixtures/sheets, and the properties that two reads of one sheet share.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { SheetContent, SheetSource } from "../../src/metadata/formats/metadata-format.ts";
import { createSlices } from "../../src/metadata/slices.ts";
import type { Sheet } from "../../src/metadata/sheet.ts";

const SHEETS = join(import.meta.dirname, "../../fixtures/sheets");

export const sheetPath = (file: string): string => join(SHEETS, file);

/** Paths like `ale/commas-between-cells.ale` of one folder of fixtures. */
export function sheetsIn(folder: string): string[] {
  return readdirSync(join(SHEETS, folder))
    .sort()
    .map((name) => `${folder}/${name}`);
}

/** What a format is told of a file beside its bytes. */
export const sheetSource = (path: string): SheetSource => ({ path, columnNames: [], slices: createSlices() });

/** What must be the same after writing and reading again; lines and problems may differ. */
export function tableOf({ columns, rows }: Pick<SheetContent, "columns" | "rows">): unknown {
  return { columns, rows: rows.map((row) => row.cells) };
}

/** Everything but where the file lay and how it was encoded. */
export function contentOf(sheet: Sheet): unknown {
  const { path: _path, name: _name, encoding: _encoding, ...content } = sheet;
  return { ...content, heading: [...content.heading] };
}
