// Rows whose values stand in the wrong columns: found by what a cell can never hold.
import { columnKey } from "../columns/column-key.ts";
import { NO_TIMECODE_WORDS, ONLY_TIMECODE_WORDS } from "./header-words.ts";

const FULL_TIMECODE = /^\s*\d{2}[:;]\d{2}[:;]\d{2}[:;]\d{2,3}\s*$/;
const NUMBERS_WITH_COLONS = /\d[:;.]\d|^\s*\d+\s*$/;
const PLACEHOLDER = /^(?:n\.?\s?\/?\s?a\.?|none|null|unknown|tbd|no\b.*)$/i;

/** What does not belong: everything from a column on, or single cells. */
export interface Misplaced {
  /** A timecode stands in this column, which never has one: it and all to its right are not to be trusted. */
  readonly shiftedFrom: number | undefined;
  /** These columns hold timecodes, and these cells are none. */
  readonly noTimecodeAt: readonly number[];
}

/** The check for rows of these columns. It answers undefined for a row that may be right. */
export function misplacedCells(
  columns: readonly string[],
): (cells: readonly string[]) => Misplaced | undefined {
  const normalised = columns.map((column) => columnKey(column).key);
  const indexesOf = (words: ReadonlySet<string>) =>
    normalised.flatMap((word, index) => (words.has(word) ? [index] : []));
  const neverTimecode = indexesOf(NO_TIMECODE_WORDS);
  const onlyTimecode = indexesOf(ONLY_TIMECODE_WORDS);
  return (cells) => {
    const shiftedFrom = neverTimecode.find((at) => FULL_TIMECODE.test(cells[at] ?? ""));
    const noTimecodeAt = onlyTimecode.filter((at) => isOtherText(cells[at] ?? ""));
    if (shiftedFrom === undefined && noTimecodeAt.length === 0) return undefined;
    return { shiftedFrom, noTimecodeAt };
  };
}

function isOtherText(cell: string): boolean {
  return /\p{L}/u.test(cell) && !NUMBERS_WITH_COLONS.test(cell) && !PLACEHOLDER.test(cell.trim());
}

/** The row without the cells that cannot be right: no value is better than another column's value. */
export function withoutMisplaced(
  cells: readonly string[],
  { shiftedFrom, noTimecodeAt }: Misplaced,
): string[] {
  return cells.map((cell, at) =>
    (shiftedFrom !== undefined && at >= shiftedFrom) || noTimecodeAt.includes(at) ? "" : cell,
  );
}
