// Sheets that a person named: read, understood, and every problem of theirs said. A bad row costs that row.
import type { Emit } from "../../domain/events.ts";
import { normaliseHeader } from "../../metadata/columns/normalise-header.ts";
import type { ColumnMapping } from "../../metadata/columns/parse-column-mapping.ts";
import { createSlices } from "../../metadata/slices.ts";
import { readSheet } from "../../metadata/read-sheet.ts";
import {
  type MetadataRow,
  type UnderstoodSheet,
  understandInSlices,
} from "../../metadata/understand-sheet.ts";
import type { DateOrder } from "../../metadata/values/date.ts";

/** How sheets are to be read, where a person knows better than a guess. */
export interface SheetReading {
  readonly map: readonly ColumnMapping[];
  /** For dates such as 07/08/26. */
  readonly dateOrder: DateOrder | undefined;
  /** A text encoding that cannot be told from the bytes, such as `macintosh`. */
  readonly encoding: string | undefined;
  /** The sheet of a workbook, where it is not the first that names clips. */
  readonly table?: string | undefined;
}

export interface GivenSheets {
  /** In the order given. */
  readonly sheets: readonly UnderstoodSheet[];
  readonly rows: readonly MetadataRow[];
  /** Rows that could not be read. */
  readonly unreadable: number;
}

/** Who hears of it, and what ends it. */
interface Reader {
  readonly emit: Emit;
  readonly signal: AbortSignal;
}

/** Throws `metadata_unreadable` for a sheet that cannot be read at all. */
export async function readGivenSheets(
  paths: readonly string[],
  reading: SheetReading,
  { emit, signal }: Reader,
): Promise<GivenSheets> {
  const sheets: UnderstoodSheet[] = [];
  let unreadable = 0;
  for (const path of paths) {
    const understood = await readOneSheet(path, reading, signal);
    sheets.push(understood);
    emit({ type: "sheet-read", sheet: path, rows: understood.rows.length, from: "given" });
    for (const { line, message, severity } of understood.problems) {
      const sheet = understood.sheet.name;
      if (severity === "error") {
        unreadable += 1;
        emit({ type: "row-left", sheet, line, reason: "unreadable", message, candidates: [] });
      } else {
        emit({ type: "warning", code: "sheet_warning", message: `${sheet}:${line}: ${message}` });
      }
    }
  }
  for (const understood of sheets) sayUnknownColumns(understood, reading.map, emit);
  for (const mapping of sheets.length > 0 ? reading.map : []) {
    if (!sheets.every(({ unusedMappings }) => unusedMappings.includes(mapping))) continue;
    const message = `No sheet has a column "${mapping.column}" to be read as ${mapping.target}.`;
    emit({ type: "warning", code: "mapping_unused", message });
  }
  return { sheets, rows: sheets.flatMap(({ rows }) => rows), unreadable };
}

const NAMED_COLUMNS = 5;

/** Once for each sheet: a column whose name means nothing to us may be what the sheet was written for. */
function sayUnknownColumns(
  { sheet, columns }: UnderstoodSheet,
  map: readonly ColumnMapping[],
  emit: Emit,
): void {
  const mapped = new Set(map.map(({ column }) => normaliseHeader(column)));
  const unknown = columns.filter(
    ({ column, property, examples, reason }) =>
      property === "ignored" &&
      reason === undefined &&
      column !== "" &&
      examples.length > 0 &&
      !mapped.has(normaliseHeader(column)),
  );
  const [first] = unknown;
  if (!first) return;
  const named = unknown.slice(0, NAMED_COLUMNS).map(({ column }) => JSON.stringify(column));
  const more = unknown.length > NAMED_COLUMNS ? ` and ${unknown.length - NAMED_COLUMNS} more columns` : "";
  const message = `${sheet.name}: nothing is taken from ${named.join(", ")}${more}; --map '${first.column}=property' would give it a meaning.`;
  emit({ type: "warning", code: "columns_unknown", message });
}

export async function readOneSheet(
  path: string,
  reading: SheetReading,
  signal: AbortSignal,
): Promise<UnderstoodSheet> {
  const { map, dateOrder, encoding, table } = reading;
  const columnNames = map.map(({ column }) => column);
  const sheet = await readSheet(path, { columnNames, encoding, table, signal });
  return understandInSlices(sheet, createSlices(signal), {
    map,
    ...(dateOrder === undefined ? {} : { dateOrder }),
  });
}
