// Tables of text: comma, semicolon, tab or bar, with or without lines above the header row.
import { SHEET_EXTENSIONS } from "../../domain/sheet-extensions.ts";
import { beginningOf, decodeText } from "../decode-text.ts";
import { writeCsv } from "../write-csv.ts";
import { type CsvHeader, findCsvHeader } from "./csv-header.ts";
import { readRecords } from "./csv-records.ts";
import type { MetadataFormat, SheetContent, SheetSource } from "./metadata-format.ts";
import { readTable } from "./read-table.ts";
import { splitLines } from "./text-lines.ts";
import { sheetUnreadable } from "./unreadable.ts";

export const csv: MetadataFormat = {
  id: "csv",
  recognise: (bytes, name) =>
    SHEET_EXTENSIONS.csv.some((extension) => name.toLowerCase().endsWith(`.${extension}`)) ||
    locateHeader(splitLines(beginningOf(bytes, name)), []) !== undefined,
  read: readCsv,
  write: ({ heading, columns, rows, delimiter }) =>
    writeCsv({ heading, columns, rows: rows.map((row) => row.cells), delimiter: delimiter ?? "," }),
};

async function readCsv(bytes: Uint8Array, source: SheetSource): Promise<SheetContent> {
  const { text, encoding, problems } = decodeText(bytes, source.path, source.encoding);
  const lines = splitLines(text);
  const header = locateHeader(lines, source.columnNames);
  if (!header) {
    const because = "no row names the columns (such as File Name, Scene, Take)";
    const hint = "Name the columns in the first row, or say with --map what its columns mean.";
    throw sheetUnreadable(source.path, because, hint);
  }
  const { at, delimiter } = header;
  const table = {
    header,
    above: readRecords(lines, startAt(lines), at, delimiter),
    below: withoutFirst(readRecords(lines, at, lines.length, delimiter)),
    mayHaveDecimalComma: delimiter !== ",",
  };
  const content = await readTable(table, source);
  return { ...content, problems: [...problems, ...content.problems], delimiter, encoding };
}

/** The header row itself, which may take several lines. */
function* withoutFirst<Item>(items: Iterable<Item>): Generator<Item> {
  let isFirst = true;
  for (const item of items) {
    if (!isFirst) yield item;
    isFirst = false;
  }
}

/** Excel's own first line, `sep=;`: it says what separates the cells. */
const SEPARATOR_LINE = /^sep=(.)\s*$/i;

function separatorOf(lines: readonly string[]): string | undefined {
  const first = lines[0] ?? "";
  return first.length > 20 ? undefined : SEPARATOR_LINE.exec(first)?.[1];
}

function startAt(lines: readonly string[]): number {
  return separatorOf(lines) === undefined ? 0 : 1;
}

function locateHeader(lines: readonly string[], names: readonly string[]): CsvHeader | undefined {
  return findCsvHeader(lines, startAt(lines), names, separatorOf(lines));
}
