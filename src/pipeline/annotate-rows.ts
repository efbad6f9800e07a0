// Rows of the sheets that were given, laid onto the clips that a destination lists.
import { basename } from "node:path";
import { parseClipName } from "../domain/clip-name.ts";
import type { RemoteClip } from "../domain/delivery.ts";
import type { Emit } from "../domain/events.ts";
import type { ClipMetadata } from "../domain/metadata.ts";
import { HEADING_COLUMN } from "../metadata/columns/read-row.ts";
import { type ClipToMatch, matchRows, type RowMatch } from "../metadata/match/match-rows.ts";
import { type MergedMetadata, mergeMetadata, sheetSource } from "../metadata/merge-metadata.ts";
import { readSheet } from "../metadata/read-sheet.ts";
import { type MetadataRow, type UnderstoodSheet, understandSheet } from "../metadata/understand-sheet.ts";
import type { SheetsToMatch } from "./annotate-request.ts";
import type { AnnotateRun } from "./annotate-run.ts";

export interface GivenSheets {
  /** In the order given. */
  readonly sheets: readonly UnderstoodSheet[];
  readonly rows: readonly MetadataRow[];
  /** Rows that could not be read. */
  readonly unreadable: number;
}

/** Throws `metadata_unreadable` for a sheet that cannot be read at all; a bad row costs that row and is said. */
export async function readGivenSheets({ sheets, map }: SheetsToMatch, emit: Emit): Promise<GivenSheets> {
  const columnNames = map.map(({ column }) => column);
  const understood: UnderstoodSheet[] = [];
  let unreadable = 0;
  for (const path of sheets) {
    const sheet = understandSheet(await readSheet(path, { columnNames }), { map });
    understood.push(sheet);
    for (const { line, message, severity } of sheet.problems) {
      const where = { sheet: sheet.sheet.name, line };
      if (severity === "error") {
        unreadable += 1;
        emit({ type: "row-left", ...where, reason: "unreadable", message, candidates: [] });
      } else {
        emit({ type: "warning", code: "sheet_warning", message: `${where.sheet}:${line}: ${message}` });
      }
    }
  }
  for (const mapping of map) {
    if (!understood.every(({ unusedMappings }) => unusedMappings.includes(mapping))) continue;
    const message = `No sheet has a column "${mapping.column}" to be read as ${mapping.target}.`;
    emit({ type: "warning", code: "mapping_unused", message });
  }
  return { sheets: understood, rows: understood.flatMap(({ rows }) => rows), unreadable };
}

/** Matches, says which rows belong to no clip of `where`, and enters the counts into the run's account. */
export function layRows(
  { rows, unreadable }: GivenSheets,
  clips: readonly ClipToMatch[],
  { match, where }: Pick<SheetsToMatch, "match"> & { readonly where: string },
  run: Pick<AnnotateRun, "rows" | "rowsLost" | "clipsWithoutRow">,
  emit: Emit,
): RowMatch {
  const matched = matchRows(rows, clips, match === undefined ? {} : { mode: match });
  for (const message of matched.warnings) emit({ type: "warning", code: "match_warning", message });
  const say = (row: MetadataRow, reason: string, message: string, candidates: readonly string[]) =>
    emit({ type: "row-left", sheet: basename(row.sheet), line: row.line, reason, message, candidates });
  for (const row of matched.unmatched)
    say(row, "unmatched", `${describeRow(row)} matches no clip ${where}.`, []);
  for (const { row, candidates } of matched.ambiguous) {
    const message = `${describeRow(row)} could be ${candidates.join(" or ")}; it was given to none of them.`;
    say(row, "ambiguous", message, candidates);
  }
  const total = rows.length + unreadable;
  const lost = matched.unmatched.length + matched.ambiguous.length + unreadable;
  run.rows = { total, matched: total - lost, unmatched: lost };
  run.rowsLost = matched.ambiguous.length + unreadable;
  run.clipsWithoutRow = matched.clipsWithoutRow;
  return matched;
}

function describeRow({ names, metadata: { scene, shot, take } }: MetadataRow): string {
  const slate = [scene, shot, take].filter((part) => part !== undefined).join("/");
  return [names[0], slate && `slate ${slate}`].filter(Boolean).join(", ") || "the row";
}

/** What a row is held against, as far as the name and the values at the destination tell. */
export function remoteToMatch({ name, metadata }: RemoteClip): ClipToMatch {
  const parsed = parseClipName(name);
  const camera = parsed?.camera ?? metadata.camera;
  const roll = rollOf({ name, metadata });
  const date = metadata.date ?? parsed?.date;
  const { timecode, fps, duration: durationSeconds } = metadata;
  return {
    name,
    ...(camera !== undefined && { camera }),
    ...(roll !== undefined && { roll }),
    ...(parsed?.clipNumber !== undefined && { clipNumber: parsed.clipNumber }),
    ...(date !== undefined && { date }),
    ...(timecode !== undefined && { timecode }),
    ...(fps !== undefined && { fps }),
    ...(durationSeconds !== undefined && { durationSeconds }),
  };
}

/** The name's own roll; where it has none (`C0001`), the reel that the service knows. */
export function rollOf({ name, metadata }: RemoteClip): string | undefined {
  return parseClipName(name)?.roll ?? metadata.reelName;
}

/**
 * All that the rows say of one clip. A heading's `FPS 24` is often the rounded name of 23.976, so it never counts
 * against a rate that the clip has already.
 */
export function mergeRows(rows: readonly MetadataRow[], there: ClipMetadata): MergedMetadata {
  return mergeMetadata(
    rows.map((row) => sheetSource(there.fps === undefined ? row : withoutHeadingRate(row))),
  );
}

function withoutHeadingRate(row: MetadataRow): MetadataRow {
  if (row.origin.get("fps") !== HEADING_COLUMN) return row;
  const { fps: _rounded, ...metadata } = row.metadata;
  return { ...row, metadata };
}
