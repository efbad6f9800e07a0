// The sheets of an ingest: those that the person named, and the camera's own on the card.
import type { Emit } from "../../domain/events.ts";
import { OdailiesError } from "../../domain/errors.ts";
import type { Scan } from "../../domain/scan.ts";
import type { MetadataRow } from "../../metadata/understand-sheet.ts";
import { orderSheets } from "./order-sheets.ts";
import { readGivenSheets, readOneSheet, type SheetReading } from "./read-given-sheets.ts";

export interface SheetsRequest {
  /** Given with `--metadata`: unreadable ones end the run. Later ones win over earlier ones. */
  readonly given: readonly string[];
  /** Found on the cards: unreadable ones are left aside, the newest counts most, and every given sheet more. */
  readonly scans: readonly Scan[];
  readonly reading: SheetReading;
  readonly emit: Emit;
  readonly signal: AbortSignal;
}

export interface Rows {
  /** Rows of sheets that the person named: what matches no clip is listed. */
  readonly given: readonly MetadataRow[];
  /** Rows of the camera's own sheets: what matches no clip says nothing. */
  readonly onCard: readonly MetadataRow[];
  /** Rows of the given sheets that could not be read. */
  readonly unreadable: number;
}

/** Throws `metadata_unreadable` for a given sheet that cannot be read at all. */
export async function readSheets(request: SheetsRequest): Promise<Rows> {
  const { given, scans, reading } = request;
  const found = orderSheets(scans.flatMap((scan) => scan.sheets)).map(({ path }) => path);
  const onCard: (readonly MetadataRow[])[] = [];
  for (const path of found.filter((candidate) => !given.includes(candidate))) {
    onCard.push(await readCardSheet(path, request));
  }
  const { rows, unreadable } = await readGivenSheets(given, reading, request);
  return { given: rows, onCard: onCard.flat(), unreadable };
}

/** Any table may lie on a card: one that is no ALE and no metadata says nothing. */
async function readCardSheet(
  path: string,
  { reading, emit, signal }: SheetsRequest,
): Promise<readonly MetadataRow[]> {
  try {
    const { rows } = await readOneSheet(path, reading, signal);
    if (rows.length > 0) emit({ type: "sheet-read", sheet: path, rows: rows.length, from: "beside" });
    return rows;
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof OdailiesError)) throw error;
    const isAle = path.toLowerCase().endsWith(".ale");
    if (isAle) emit({ type: "warning", code: error.code, message: `${error.message} It was left aside.` });
    return [];
  }
}
