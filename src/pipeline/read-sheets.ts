// The sheets that came with the card and the command, read and understood; a bad row costs that row.
import { basename } from "node:path";
import type { FoundClip } from "../domain/clip.ts";
import type { Emit } from "../domain/events.ts";
import type { Scan } from "../domain/scan.ts";
import type { ColumnMapping } from "../metadata/columns/parse-column-mapping.ts";
import type { ClipToMatch } from "../metadata/match/match-rows.ts";
import { readSheet } from "../metadata/read-sheet.ts";
import { type MetadataRow, understandSheet } from "../metadata/understand-sheet.ts";
import { parseClipName } from "../domain/clip-name.ts";
import { OdailiesError } from "../domain/errors.ts";

export interface SheetsRequest {
  /** Given with `--metadata`: unreadable ones end the run. Later ones win over earlier ones. */
  readonly given: readonly string[];
  /** Found on the cards: unreadable ones are a warning, and every given sheet wins over them. */
  readonly scans: readonly Scan[];
  readonly map: readonly ColumnMapping[];
  readonly emit: Emit;
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
export async function readSheets({ given, scans, map, emit }: SheetsRequest): Promise<Rows> {
  const onCard: MetadataRow[] = [];
  for (const file of scans.flatMap((scan) => scan.sheets)) {
    const rows = await readRows(file.path, map, () => undefined).catch((error: unknown) => {
      if (!(error instanceof OdailiesError)) throw error;
      emit({ type: "warning", code: error.code, message: `${error.message} It was left aside.` });
      return [];
    });
    onCard.push(...rows);
  }
  const rows: MetadataRow[] = [];
  let unreadable = 0;
  for (const path of given) {
    const read = await readRows(path, map, (line, message, isLost) => {
      if (isLost) unreadable += 1;
      const sheet = basename(path);
      if (isLost) emit({ type: "row-left", sheet, line, reason: "unreadable", message, candidates: [] });
      else emit({ type: "warning", code: "sheet_warning", message: `${sheet}:${line}: ${message}` });
    });
    rows.push(...read);
  }
  return { given: rows, onCard, unreadable };
}

async function readRows(
  path: string,
  map: readonly ColumnMapping[],
  onProblem: (line: number, message: string, isLost: boolean) => void,
): Promise<readonly MetadataRow[]> {
  const sheet = await readSheet(path, { columnNames: map.map(({ column }) => column) });
  const understood = understandSheet(sheet, { map });
  for (const { line, message, severity } of understood.problems)
    onProblem(line, message, severity === "error");
  return understood.rows;
}

/** What rows are matched against, as far as names tell. */
export function toMatch(clip: FoundClip): ClipToMatch {
  const clipNumber = parseClipName(clip.name)?.clipNumber;
  return {
    name: clip.name,
    ...(clip.camera === undefined ? {} : { camera: clip.camera }),
    ...(clip.roll === undefined ? {} : { roll: clip.roll }),
    ...(clipNumber === undefined ? {} : { clipNumber }),
    ...(clip.date === undefined ? {} : { date: clip.date }),
  };
}
