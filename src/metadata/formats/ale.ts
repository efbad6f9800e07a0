// Avid Log Exchange: what Avid, Resolve, cameras and dailies systems write about clips.
import { SHEET_EXTENSIONS } from "../../domain/sheet-extensions.ts";
import { beginningOf, decodeText } from "../decode-text.ts";
import type { SheetProblem } from "../sheet.ts";
import { findAleQuoting, readAleRows } from "./ale-cells.ts";
import { headingValue, readAleHeading } from "./ale-heading.ts";
import { findAleSections, isSectionLine } from "./ale-sections.ts";
import { aleText } from "./ale-text.ts";
import { readRecords } from "./csv-records.ts";
import type { MetadataFormat, SheetContent, SheetSource } from "./metadata-format.ts";
import { type RawRow, fitRows, readColumns } from "./table-rows.ts";
import { splitLines } from "./text-lines.ts";
import { sheetUnreadable } from "./unreadable.ts";

export const ale: MetadataFormat = {
  id: "ale",
  recognise: recogniseAle,
  read: readAle,
  write: ({ heading, columns, rows }) =>
    aleText(
      heading,
      columns,
      rows.map((row) => row.cells),
    ),
};

function recogniseAle(bytes: Uint8Array, name: string): boolean {
  if (SHEET_EXTENSIONS.ale.some((extension) => name.toLowerCase().endsWith(`.${extension}`))) return true;
  const lines = splitLines(beginningOf(bytes, name));
  const columnAt = lines.findIndex((line) => isSectionLine(line, "column"));
  if (columnAt === -1) return false;
  const before = lines.slice(0, columnAt);
  return (
    before.some((line) => /^\s*heading(\s|$)/i.test(line)) ||
    lines.slice(columnAt).some((line) => isSectionLine(line, "data"))
  );
}

async function readAle(bytes: Uint8Array, source: SheetSource): Promise<SheetContent> {
  const { text, encoding, problems: ofEncoding } = decodeText(bytes, source.path, source.encoding);
  const lines = splitLines(text);
  const sections = findAleSections(lines, source.path);
  const heading = readAleHeading(lines.slice(0, sections.columnAt));
  const problems: SheetProblem[] = [];
  const warn = (line: number, message: string) => problems.push({ line, severity: "warning", message });
  if (!sections.hasHeading) warn(1, `The section "Heading" is missing; it was read without.`);

  const delimiter = aleDelimiter(heading, lines[sections.namesAt] ?? "", source.path);
  if (delimiter === ",") {
    warn(sections.namesAt + 1, "The cells are separated by commas instead of tabs; few programs read that.");
  }
  const read = rowReader(lines, sections.dataAt + 1, sections.endAt, delimiter);
  const namesLine = sections.namesAt + 1;
  const [names] = read(sections.namesAt, namesLine);
  const table = readColumns(names && "cells" in names ? names.cells : [], namesLine, source.path);
  const data = await fitRows(
    read(sections.dataAt + 1, sections.endAt),
    table.columns,
    source.path,
    source.slices,
  );
  const ofRows = [...table.problems, ...data.problems];
  if (sections.endAt < lines.length) {
    const message =
      "A second list begins here, with a heading of its own; it was left out. Give it as a file of its own.";
    problems.push({ line: sections.endAt + 1, severity: "error", message });
  }
  if (data.rows.length === 0) warn(sections.dataAt + 1, `No rows stand under "Data".`);
  return {
    heading,
    columns: table.columns,
    rows: data.rows,
    problems: [...ofEncoding, ...problems, ...ofRows],
    delimiter,
    decimalComma: false,
    encoding,
  };
}

function rowReader(lines: readonly string[], dataAt: number, endAt: number, delimiter: string) {
  if (delimiter === ",") return (from: number, to: number) => readRecords(lines, from, to, delimiter);
  const quoting = findAleQuoting(lines, dataAt, endAt);
  return (from: number, to: number): Iterable<RawRow> => readAleRows(lines, from, to, quoting);
}

/** FIELD_DELIM is TABS or COMMAS (Avid log specification), but what the column names are separated by is true. */
function aleDelimiter(heading: ReadonlyMap<string, string>, names: string, path: string): string {
  if (names.includes("\t")) return "\t";
  if (names.includes(",")) return ",";
  if (/\S\s{2,}\S/.test(names.trim()) || /\bname\b.*\bstart\b/i.test(names)) {
    const because = "its tabs were replaced by blanks, so the cells cannot be told apart";
    throw sheetUnreadable(path, because, "Get the file as an attachment or copy, not as pasted text.");
  }
  return /^comma/i.test(headingValue(heading, "FIELD_DELIM") ?? "") ? "," : "\t";
}
