// What rows say of one clip, as sources to merge, and where two of them, or a row and the file, differ.
import type { RemoteClip } from "../../domain/delivery.ts";
import type { Emit } from "../../domain/events.ts";
import type { ClipMetadata, MetadataProperty } from "../../domain/metadata.ts";
import { HEADING_COLUMN } from "../../metadata/columns/read-row.ts";
import type { MatchedRow } from "../../metadata/match/match-rows.ts";
import { type MergedMetadata, type MetadataSource, sheetSource } from "../../metadata/merge-metadata.ts";

/**
 * `known` is what the clip has already: a heading's `FPS 24` is often the rounded name of 23.976, so it never counts
 * against a rate that is known.
 */
export function rowSources(rows: readonly MatchedRow[], known: ClipMetadata): readonly MetadataSource[] {
  return rows.map((row) => sheetSource(known.fps === undefined ? row : withoutHeadingRate(row)));
}

/**
 * The same for a clip at a destination, where the file itself is out of sight: what is known there of the file (its
 * start, its rate) counts as the file's, unless a person wants the sheet's value and the row names the clip.
 */
export function remoteSources(
  rows: readonly MatchedRow[],
  { metadata }: RemoteClip,
  { label, onConflict }: { readonly label: string; readonly onConflict: "keep" | "overwrite" },
): readonly MetadataSource[] {
  const sources = rowSources(rows, metadata);
  const isAsked = onConflict === "overwrite" && rows.every(({ foundBy }) => foundBy !== "timecode");
  const ofFile = (["timecode", "fps", "duration", "reelName"] as const satisfies MetadataProperty[]).filter(
    (property) =>
      metadata[property] !== undefined && sources.some((source) => source.metadata[property] !== undefined),
  );
  if (isAsked || ofFile.length === 0) return sources;
  const there = Object.fromEntries(ofFile.map((property) => [property, metadata[property]]));
  return [{ kind: "file", label, metadata: there }, ...sources];
}

function withoutHeadingRate(row: MatchedRow): MatchedRow {
  if (row.origin.get("fps") !== HEADING_COLUMN) return row;
  const { fps: _rounded, ...metadata } = row.metadata;
  return { ...row, metadata };
}

/** Sheets that differ are said, and sheets that tell other facts of a file than the file. */
export function sayConflicts(clip: string, { conflicts }: MergedMetadata, emit: Emit): void {
  for (const { property, used, ignored } of conflicts) {
    if (ignored.origin.kind !== "sheet" || ignored.isMoment === true) continue;
    const message = `${property} is "${used.value}" in ${used.origin.label} and "${ignored.value}" in ${ignored.origin.label}; "${used.value}" counts.`;
    const code = used.origin.kind === "sheet" ? "sheets_differ" : "file_differs";
    emit({ type: "warning", code, clip, message });
  }
}
