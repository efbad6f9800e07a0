// What rows say of one clip, as sources to merge, and where two of them differ.
import type { Emit } from "../../domain/events.ts";
import type { ClipMetadata } from "../../domain/metadata.ts";
import { HEADING_COLUMN } from "../../metadata/columns/read-row.ts";
import { type MergedMetadata, type MetadataSource, sheetSource } from "../../metadata/merge-metadata.ts";
import type { MetadataRow } from "../../metadata/understand-sheet.ts";

/**
 * `known` is what the clip has already: a heading's `FPS 24` is often the rounded name of 23.976, so it never counts
 * against a rate that is known.
 */
export function rowSources(rows: readonly MetadataRow[], known: ClipMetadata): readonly MetadataSource[] {
  return rows.map((row) => sheetSource(known.fps === undefined ? row : withoutHeadingRate(row)));
}

function withoutHeadingRate(row: MetadataRow): MetadataRow {
  if (row.origin.get("fps") !== HEADING_COLUMN) return row;
  const { fps: _rounded, ...metadata } = row.metadata;
  return { ...row, metadata };
}

/** Sheets that differ are said; that a sheet differs from a file or a sidecar is what sheets are for. */
export function sayConflicts(clip: string, { conflicts }: MergedMetadata, emit: Emit): void {
  for (const { property, used, ignored } of conflicts) {
    if (used.origin.kind !== "sheet" || ignored.origin.kind !== "sheet") continue;
    const message = `${property} is "${used.value}" in ${used.origin.label} and "${ignored.value}" in ${ignored.origin.label}; "${used.value}" counts.`;
    emit({ type: "warning", code: "sheets_differ", clip, message });
  }
}
