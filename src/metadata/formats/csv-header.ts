// Which line of a table names its columns, and what stands between the cells: told by the words in it.
import { normaliseHeader } from "../columns/normalise-header.ts";
import { readRecords } from "./csv-records.ts";
import { KEY_WORDS, isHeaderWord } from "./header-words.ts";

/** Reports of sound recorders and logging programs begin with some lines about the project. */
const SEARCHED_LINES = 100;
const SEARCHED_CHARACTERS = 262_144;
/** A thousand columns need half of it; a longer line is no header. */
const MAX_HEADER_LENGTH = 32_768;
const DELIMITERS = [",", ";", "\t", "|"] as const;

export interface CsvHeader {
  /** Index into the lines of the file. */
  readonly at: number;
  readonly cells: readonly string[];
  readonly delimiter: string;
}

interface Candidate extends CsvHeader {
  readonly hits: number;
}

/**
 * The first row with at least two known words, one of them a key (a clip, a timecode, a scene), and not much worse than the
 * best such row. A count of delimiters would not do: descriptions are full of commas. Undefined where there is none.
 * @param names column names that the user vouches for.
 */
export function findCsvHeader(
  lines: readonly string[],
  from: number,
  names: readonly string[],
  only?: string,
): CsvHeader | undefined {
  const vouched = new Set(names.map(normaliseHeader));
  const candidates: Candidate[] = [];
  let searched = 0;
  for (let at = from; at < Math.min(lines.length, from + SEARCHED_LINES); at++) {
    const line = lines[at] ?? "";
    searched += line.length;
    if (searched > SEARCHED_CHARACTERS) break;
    if (line.length > MAX_HEADER_LENGTH || line.trim() === "") continue;
    const best = (only ? [only] : DELIMITERS)
      .map((delimiter) => rateRow(lines, at, delimiter, vouched))
      .filter((candidate) => candidate !== undefined)
      .sort((a, b) => b.hits - a.hits || b.cells.length - a.cells.length)[0];
    if (best) candidates.push(best);
  }
  const most = Math.max(0, ...candidates.map((candidate) => candidate.hits));
  return candidates.find((candidate) => candidate.hits * 2 >= most);
}

function rateRow(
  lines: readonly string[],
  at: number,
  delimiter: string,
  vouched: ReadonlySet<string>,
): Candidate | undefined {
  const record = readRecords(lines, at, Math.min(lines.length, at + 20), delimiter)[0];
  if (!record || "broken" in record || record.cells.some(isValue)) return undefined;
  // `Roll:` is the label of a value beside it, not of a column.
  const words = record.cells.filter((cell) => !cell.trim().endsWith(":")).map(normaliseHeader);
  const hits = words.filter((word) => word !== "" && (isHeaderWord(word) || vouched.has(word)));
  const hasKey = hits.some((word) => KEY_WORDS.has(word) || vouched.has(word));
  return new Set(hits).size >= 2 && hasKey
    ? { at, cells: record.cells, delimiter, hits: hits.length }
    : undefined;
}

/** Timecodes, dates and fractions are values, never names of columns. */
function isValue(cell: string): boolean {
  return /^\s*\d+[-:;/.,]\d+([-:;/.,]\d+)*\s*$/.test(cell);
}
