// What became of a row: given to a clip, and by what it was found; or to none although one would do.
import type { MetadataRow } from "../columns/metadata-row.ts";

export interface MatchedRow extends MetadataRow {
  /** What was found by its time alone says nothing of the file itself. */
  readonly foundBy: "name" | "reel" | "timecode";
}

/** A row that was given to no clip although one or several would do. */
export interface AmbiguousRow {
  readonly row: MetadataRow;
  /** Names of the clips, best first. */
  readonly candidates: readonly string[];
  /** Where rows of one sheet tell different takes of one clip: the other rows. */
  readonly rivals?: readonly MetadataRow[];
}

/** `log.csv:12`, as people look a row up. */
export function rowLabel({ sheet, line }: Pick<MetadataRow, "sheet" | "line">): string {
  return `${sheet.slice(Math.max(sheet.lastIndexOf("/"), sheet.lastIndexOf("\\")) + 1)}:${line}`;
}
