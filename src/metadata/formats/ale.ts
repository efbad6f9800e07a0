// Avid Log Exchange: what Avid, Resolve, cameras and dailies systems write about clips.
import type { SheetProblem } from "../sheet.ts";
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

function recogniseAle(text: string, name: string): boolean {
  if (/\.ale$/i.test(name)) return true;
  const lines = splitLines(text.slice(0, 65_536));
  const columnAt = lines.findIndex((line) => isSectionLine(line, "column"));
  if (columnAt === -1) return false;
  const before = lines.slice(0, columnAt);
  return (
    before.some((line) => /^\s*heading(\s|$)/i.test(line)) ||
    lines.slice(columnAt).some((line) => isSectionLine(line, "data"))
  );
}

function readAle(text: string, source: SheetSource): SheetContent {
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
  const read = delimiter === "," ? readRecords : splitTabs;
  const [names] = read(lines, sections.namesAt, sections.namesAt + 1, delimiter);
  const namesLine = sections.namesAt + 1;
  const table = readColumns(names && "cells" in names ? names.cells : [], namesLine, source.path);
  const data = fitRows(
    read(lines, sections.dataAt + 1, sections.endAt, delimiter),
    table.columns,
    source.path,
  );
  problems.push(...table.problems, ...data.problems);
  if (sections.endAt < lines.length) {
    const message =
      "A second list begins here, with a heading of its own; it was left out. Give it as a file of its own.";
    problems.push({ line: sections.endAt + 1, severity: "error", message });
  }
  if (data.rows.length === 0) warn(sections.dataAt + 1, `No rows stand under "Data".`);
  return { heading, columns: table.columns, rows: data.rows, problems, delimiter, decimalComma: false };
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

/** No quoting in a tab-separated ALE: a quotation mark is a character like any other. */
function* splitTabs(lines: readonly string[], from: number, to: number): Generator<RawRow> {
  for (let at = from; at < to; at++) yield { line: at + 1, cells: (lines[at] ?? "").split("\t") };
}
