// Which row of a table names its columns: told by the words in it.
import { greatest } from "../../domain/greatest.ts";
import { normaliseHeader } from "../columns/normalise-header.ts";
import { isHeaderWord, isKeyWord } from "./header-words.ts";

/** A row that may name the columns. */
export interface HeaderRow {
  /** Index of the row: into the lines of a text, or the rows of a workbook's sheet. */
  readonly at: number;
  readonly cells: readonly string[];
}

export interface RatedHeader extends HeaderRow {
  /** How many of the cells are known words. */
  readonly hits: number;
}

/** Reports of sound recorders and logging programs begin with some lines about the project. */
export const SEARCHED_ROWS = 100;

/**
 * Undefined unless at least two cells are known words, one of them a key (a clip, a timecode, a scene).
 * @param vouched normalised names of columns that the user vouches for.
 */
export function rateHeader<Row extends HeaderRow>(
  row: Row,
  vouched: ReadonlySet<string>,
): (Row & RatedHeader) | undefined {
  if (row.cells.some(isValue)) return undefined;
  // `Roll:` is the label of a value beside it, not of a column.
  const isVouched = (cell: string) => vouched.has(normaliseHeader(cell));
  const hits = row.cells.filter(
    (cell) => cell.trim() !== "" && !cell.trim().endsWith(":") && (isHeaderWord(cell) || isVouched(cell)),
  );
  const hasKey = hits.some((cell) => isKeyWord(cell) || isVouched(cell));
  return new Set(hits.map(normaliseHeader)).size >= 2 && hasKey ? { ...row, hits: hits.length } : undefined;
}

/** The first that is not much worse than the best: what stands below a header may hold its words again. */
export function firstGoodHeader<Header extends RatedHeader>(
  candidates: readonly Header[],
): Header | undefined {
  const most = greatest(candidates.map((candidate) => candidate.hits));
  return candidates.find((candidate) => candidate.hits * 2 >= most);
}

/** Timecodes, dates and fractions are values, never names of columns. */
function isValue(cell: string): boolean {
  return cell.length < 40 && /^\s*\d+[-:;/.,]\d+(?:[-:;/.,]\d+)*\s*$/.test(cell);
}
