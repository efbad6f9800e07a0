// What each column of a sheet is read as, with examples, and why a column gives nothing. Pure.
import type { ColumnTarget } from "../metadata/columns/column-target.ts";
import { normaliseHeader } from "../metadata/columns/normalise-header.ts";
import type { ColumnMapping } from "../metadata/columns/parse-column-mapping.ts";
import type { SheetColumn } from "../metadata/columns/sheet-column.ts";
import type { UnderstoodSheet } from "../metadata/understand-sheet.ts";
import { clipBase, parseClipNumber } from "../metadata/values/clip-base.ts";
import { parseClock } from "../metadata/values/timecode-text.ts";
import { isNullWord } from "../metadata/values/null-words.ts";
import { METADATA_PROPERTIES, type MetadataProperty, type MetadataValue } from "../domain/metadata.ts";

export interface ExplainedSheet {
  /** Base name of the file. */
  readonly sheet: string;
  readonly format: string;
  readonly encoding: string;
  readonly rows: number;
  readonly columns: readonly ExplainedColumn[];
}

interface ExplainedColumn {
  readonly column: string;
  readonly property: ColumnTarget | "ignored";
  /** Different cells and what each was read as; undefined where nothing was taken from the cell itself. */
  readonly examples: readonly { readonly text: string; readonly value: MetadataValue | undefined }[];
  /** Why nothing is taken from the column; undefined where something is. */
  readonly reason: string | undefined;
}

const EXAMPLES = 3;

export function explainColumns(understood: UnderstoodSheet, map: readonly ColumnMapping[]): ExplainedSheet {
  const { sheet, columns } = understood;
  return {
    sheet: sheet.name,
    format: sheet.format,
    encoding: sheet.encoding,
    rows: understood.rows.length,
    columns: columns.map((column, index) => {
      const { cells, isRead } = readCells(understood, column, index);
      const reason = isRead ? undefined : (column.reason ?? whyNothing(understood, column, map));
      const { column: name, property } = column;
      return { column: name, property, examples: cells, reason };
    }),
  };
}

/** The first different cells, those that gave a value before those that did not. */
function readCells({ sheet, rows }: UnderstoodSheet, { column, property }: SheetColumn, index: number) {
  const read = new Map<string, MetadataValue>();
  const unread = new Set<string>();
  // One line of the sheet may have become several rows; the first stands for them.
  const byLine = new Map(rows.toReversed().map((row) => [row.line, row]));
  for (const { line, cells } of sheet.rows) {
    const text = (cells[index] ?? "").trim();
    if (isNullWord(text) || read.has(text)) continue;
    const row = byLine.get(line);
    const value =
      isMetadata(property) && row?.origin.get(property) === column
        ? row.metadata[property]
        : readLookup(property, text);
    if (value === undefined) unread.add(text);
    else read.set(text, value);
    if (read.size >= EXAMPLES) break;
  }
  const cells = [
    ...[...read].map(([text, value]) => ({ text, value })),
    ...[...unread].filter((text) => !read.has(text)).map((text) => ({ text, value: undefined })),
  ];
  const isRead = property !== "ignored" && (read.size > 0 || (!isMetadata(property) && unread.size > 0));
  return { cells: cells.slice(0, EXAMPLES), isRead };
}

function readLookup(property: SheetColumn["property"], text: string): MetadataValue | undefined {
  if (property === "timecode") return parseClock(text);
  if (property === "name") return clipBase(text);
  return property === "clipNumber" ? parseClipNumber(text) : undefined;
}

function whyNothing(
  { rows }: UnderstoodSheet,
  { column, property, examples }: SheetColumn,
  map: readonly ColumnMapping[],
): string {
  if (examples.length === 0) return "It is empty.";
  if (isMetadata(property)) {
    const other = rows.map((row) => row.origin.get(property)).find((origin) => origin !== undefined);
    return other === undefined
      ? `No cell could be read as ${property}.`
      : `${property} is read from ${JSON.stringify(other)}.`;
  }
  const isTakenOut = map.some(
    (mapping) => mapping.target === "ignore" && normaliseHeader(mapping.column) === normaliseHeader(column),
  );
  return isTakenOut
    ? "It was taken out."
    : `No property is called so; --map '${column}=property' gives it one.`;
}

function isMetadata(property: SheetColumn["property"]): property is MetadataProperty {
  return Object.hasOwn(METADATA_PROPERTIES, property);
}
