// What the rows of one clip come to: one whole row per sheet, or none where the sheet contradicts itself.
import { joinRows } from "./join-rows.ts";
import { type AmbiguousRow, type MatchedRow, rowLabel } from "./matched-row.ts";

export interface SettledRows {
  /** In the order given. */
  readonly rows: readonly MatchedRow[];
  /** Found in a weaker way than others of their sheet, which tell another take. */
  readonly unmatched: readonly MatchedRow[];
  readonly ambiguous: readonly AmbiguousRow[];
  /** Full sentences. */
  readonly warnings: readonly string[];
}

/** Told by name; the rest only counted. */
const NAMED_ROWS = 3;

export function settleRows(clip: string, rows: readonly MatchedRow[]): SettledRows {
  const [first, ...others] = rows;
  if (first && others.length === 0) return { rows, unmatched: [], ambiguous: [], warnings: [] };
  const settled = [...bySheet(rows).values()].map((ofSheet) => settleSheet(clip, ofSheet));
  return {
    rows: settled.flatMap((one) => one.rows),
    unmatched: settled.flatMap((one) => one.unmatched),
    ambiguous: settled.flatMap((one) => one.ambiguous),
    warnings: settled.flatMap((one) => one.warnings),
  };
}

function settleSheet(clip: string, rows: readonly MatchedRow[]): SettledRows {
  const strongest = (["name", "reel", "timecode"] as const).find((way) =>
    rows.some(({ foundBy }) => foundBy === way),
  );
  const found = rows.filter(({ foundBy }) => foundBy === strongest);
  const joined = joinRows(found);
  if (!joined) {
    const unmatched = rows.filter(({ foundBy }) => foundBy !== strongest);
    return { rows: [], unmatched, ambiguous: contradicting(clip, found), warnings: [] };
  }
  const all = found.length === rows.length ? joined : joinRows(rows);
  const { row, differing } = all ?? joined;
  return {
    rows: [row],
    unmatched: all ? [] : rows.filter(({ foundBy }) => foundBy !== strongest),
    ambiguous: [],
    warnings: differing.length > 0 ? [differWarning(clip, all ? rows : found, row, differing)] : [],
  };
}

function contradicting(clip: string, rows: readonly MatchedRow[]): AmbiguousRow[] {
  const few = rows.slice(0, NAMED_ROWS + 1);
  return rows.map((row) => ({
    row,
    candidates: [clip],
    rivals: few.filter((other) => other !== row).slice(0, NAMED_ROWS),
  }));
}

function differWarning(
  clip: string,
  rows: readonly MatchedRow[],
  { metadata: { take } }: MatchedRow,
  differing: readonly string[],
): string {
  const labels = rows.slice(0, NAMED_ROWS).map(rowLabel);
  const more = rows.length > NAMED_ROWS ? ` and ${rows.length - NAMED_ROWS} more` : "";
  const isSeries = rows.some((row) => row.metadata.take !== undefined && row.metadata.take !== take);
  const what = isSeries ? `hold takes ${take ?? ""} of` : "speak of";
  return `${labels.join(", ")}${more} ${what} ${clip}; what they say differently was left out: ${differing.join(", ")}.`;
}

function bySheet(rows: readonly MatchedRow[]): ReadonlyMap<string, readonly MatchedRow[]> {
  const sheets = new Map<string, MatchedRow[]>();
  for (const row of rows) {
    const same = sheets.get(row.sheet);
    if (same) same.push(row);
    else sheets.set(row.sheet, [row]);
  }
  return sheets;
}
