// Which line of a text table names its columns, and what stands between the cells.
import { normaliseHeader } from "../columns/normalise-header.ts";
import { readRecord } from "./csv-records.ts";
import { firstGoodHeader, type HeaderRow, rateHeader, SEARCHED_ROWS } from "./find-header.ts";

const SEARCHED_CHARACTERS = 262_144;
/** A thousand columns need half of it; a longer line is no header. */
const MAX_HEADER_LENGTH = 32_768;
const DELIMITERS = [",", ";", "\t", "|"] as const;

export interface CsvHeader extends HeaderRow {
  readonly delimiter: string;
}

/**
 * The first row that names columns by whichever delimiter gives the most known words. A count of delimiters would not
 * do: descriptions are full of commas. Undefined where there is none.
 * @param names column names that the user vouches for.
 */
export function findCsvHeader(
  lines: readonly string[],
  from: number,
  names: readonly string[],
  only?: string,
): CsvHeader | undefined {
  const vouched = new Set(names.map(normaliseHeader));
  const candidates = [];
  let searched = 0;
  for (let at = from; at < Math.min(lines.length, from + SEARCHED_ROWS); at++) {
    const line = lines[at] ?? "";
    searched += line.length;
    if (searched > SEARCHED_CHARACTERS) break;
    if (line.length > MAX_HEADER_LENGTH || line.trim() === "") continue;
    const [best] = (only ? [only] : DELIMITERS)
      .filter((delimiter) => line.includes(delimiter) || line.includes('"'))
      .map((delimiter) => rateLine(lines, at, delimiter, vouched))
      .filter((candidate) => candidate !== undefined)
      .sort((a, b) => b.hits - a.hits || b.cells.length - a.cells.length);
    if (best) candidates.push(best);
  }
  return firstGoodHeader(candidates);
}

function rateLine(lines: readonly string[], at: number, delimiter: string, vouched: ReadonlySet<string>) {
  const record = readRecord(lines, at, delimiter);
  return "broken" in record ? undefined : rateHeader({ at, cells: record.cells, delimiter }, vouched);
}
