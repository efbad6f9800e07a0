// In a sheet that marks circled takes, a take without a mark is none: an empty cell is the "no" of a mark.
import type { MetadataRow } from "./columns/metadata-row.ts";
import type { Sheet } from "./sheet.ts";

/** Nothing at all, or the dash that people draw through a box. A word that is not understood is no "no". */
const NO_MARK = /^[\s\p{Cf}–—-]*$/u;

/**
 * `rows` are those of `sheet.rows`, in their order. A sheet marks circles in columns (`columns` are their places), or at
 * its takes (`3*`) once it has marked one so.
 */
export function markUncircled(
  sheet: Pick<Sheet, "rows">,
  columns: readonly number[],
  rows: readonly MetadataRow[],
): readonly MetadataRow[] {
  const isMarkedAtTakes = rows.some(({ metadata }) => metadata.circled === true);
  if (columns.length === 0 && !isMarkedAtTakes) return rows;
  return rows.map((row, at) => {
    const isUnmarked = columns.every((column) => NO_MARK.test(sheet.rows[at]?.cells[column] ?? ""));
    return isUnmarked && row.metadata.circled === undefined ? { ...row, isUncircled: true } : row;
  });
}
