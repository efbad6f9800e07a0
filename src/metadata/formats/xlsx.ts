// Excel workbooks, as Excel, Numbers, Calc and Google write them: the first sheet that names clips, or the one asked for.
import { normaliseHeader } from "../columns/normalise-header.ts";
import { firstGoodHeader, type HeaderRow, rateHeader, SEARCHED_ROWS } from "./find-header.ts";
import type { MetadataFormat, SheetContent, SheetSource } from "./metadata-format.ts";
import { readTable } from "./read-table.ts";
import { readWorkbook, type WorkbookSheet } from "./read-workbook.ts";
import type { RawRow } from "./table-rows.ts";
import { sheetUnreadable } from "./unreadable.ts";

export const xlsx: MetadataFormat = { id: "xlsx", recognise: recogniseWorkbook, read: readXlsx };

const ARCHIVE = Buffer.from([0x50, 0x4b, 0x03, 0x04]);

/** A ZIP archive (APPNOTE.TXT, 4.3.7) with the parts of a SpreadsheetML workbook (ECMA-376, part 1, 12.2). */
function recogniseWorkbook(bytes: Uint8Array): boolean {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return buffer.subarray(0, 4).equals(ARCHIVE) && buffer.includes("xl/workbook.xml");
}

async function readXlsx(bytes: Uint8Array, source: SheetSource): Promise<SheetContent> {
  const { path, columnNames, table: asked, signal } = source;
  const sheets = await readWorkbook(bytes, path, signal);
  const candidates =
    asked === undefined ? sheets.filter(({ isHidden }) => !isHidden) : [nameIn(sheets, asked, path)];
  const vouched = new Set(columnNames.map(normaliseHeader));
  for (const sheet of candidates) {
    const header = findHeader(sheet, vouched);
    if (!header) continue;
    const rows = sheet.rows.map((cells, index): RawRow => ({ line: index + 1, cells }));
    const table = {
      header,
      above: rows.slice(0, header.at),
      below: rows.slice(header.at + 1),
      mayHaveDecimalComma: true,
    };
    return { ...(await readTable(table, source)), encoding: "utf-8", table: sheet.name };
  }
  const names = sheets.map(({ name }) => `"${name}"`).join(", ");
  const because = `no row of ${asked === undefined ? `its sheets (${names})` : `the sheet "${asked}"`} names columns such as File Name, Scene, Take`;
  throw sheetUnreadable(
    path,
    because,
    "Name the columns in the first row, or say with --map what its columns mean.",
  );
}

function nameIn(sheets: readonly WorkbookSheet[], asked: string, path: string): WorkbookSheet {
  const wanted = asked.trim().toLowerCase();
  const sheet =
    sheets.find(({ name }) => name === asked) ??
    sheets.find(({ name }) => name.trim().toLowerCase() === wanted);
  if (sheet) return sheet;
  const names = sheets.map(({ name }) => `"${name}"`).join(", ");
  throw sheetUnreadable(path, `it has no sheet "${asked}"`, `Ask for one of these with --sheet: ${names}.`);
}

function findHeader({ rows }: WorkbookSheet, vouched: ReadonlySet<string>): HeaderRow | undefined {
  const rated = rows
    .slice(0, SEARCHED_ROWS)
    .map((cells, at) => rateHeader({ at, cells }, vouched))
    .filter((row) => row !== undefined);
  return firstGoodHeader(rated);
}
