// Rows that should have found a clip: a sheet of which no row does is the wrong sheet, or is read in the wrong way.
import type { MetadataRow } from "../columns/metadata-row.ts";
import { daysBetween } from "./candidates.ts";
import type { ClipToMatch } from "./clip-to-match.ts";

/** Takes without a picture: wild tracks, room tone, atmosphere. */
const NO_PICTURE =
  /(?:^|[\s/_-])(?:WT|RT|AT|NS|WILD|ATMOS?)[\s_-]?\d{0,3}(?:$|[\s/_-])|wild\s?track|room\s?tone/i;

/**
 * Those of sheets none of whose rows found a clip. Rows without a picture, and of other days that say so, are no loss
 * anywhere; nor is a row beside others that found theirs.
 */
export function lostRows(
  rows: readonly MetadataRow[],
  unmatched: readonly MetadataRow[],
  clips: readonly ClipToMatch[],
): readonly MetadataRow[] {
  const without = new Set(unmatched);
  const found = new Set(rows.filter((row) => !without.has(row)).map(({ sheet }) => sheet));
  const dates = clips.map(({ date }) => date);
  const days = dates.includes(undefined) ? [] : [...new Set(dates)];
  return unmatched.filter((row) => !found.has(row.sheet) && !hasNoPicture(row) && !isOfOtherDay(row, days));
}

function hasNoPicture({ metadata: { scene, shot, take, description } }: MetadataRow): boolean {
  return [scene, shot, take, description].some((text) => text !== undefined && NO_PICTURE.test(text));
}

/** `days` of the clips; none where the day of one of them is not known. */
function isOfOtherDay({ date }: MetadataRow, days: readonly (string | undefined)[]): boolean {
  if (date === undefined || days.length === 0) return false;
  return days.every((day) => Math.abs(daysBetween(date, day) ?? 0) > 1);
}
