// Plain text: one line, single spaces, otherwise as the person wrote it.
import { isNullWord } from "./null-words.ts";
import { doubt, found, type Parsed, quoted } from "./parsed.ts";

/** Most cells are: printable ASCII with single spaces. */
const TIDY = /^[!-~]+(?: [!-~]+)*$/;

/** Control characters become spaces, runs of spaces one; case, `#` and `/` stay. */
export function tidyText(text: string): string {
  if (TIDY.test(text)) return text;
  return text
    .normalize("NFC")
    .replaceAll(/[\p{Cc}\p{Z}\uFEFF\u200B]+/gu, " ")
    .trim();
}

export function parseText(text: string): Parsed<string> {
  const tidy = tidyText(text);
  return isNullWord(tidy) ? undefined : found(tidy);
}

const NO_FILTER = new Set(["0", "0.0", "clear", "no filter", "nofilter", "off"]);

/** Names of filters in front of the lens; `0`, `CLEAR` and the like say that there is none. */
export function parseFilter(text: string): Parsed<string> {
  return NO_FILTER.has(tidyText(text).toLowerCase()) ? undefined : parseText(text);
}

/** What a spreadsheet makes of `22/4/1` or `1E5`: a date with a full year, a month's name, an exponent. */
const EATEN_BY_SPREADSHEET = [
  /^\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d{2}$/,
  /^(?:19|20)\d{2}-\d{2}-\d{2}(?: 00:00:00)?$/,
  /^\d{1,2}[.\s-]{1,2}(?:jan|feb|mar|mär|mrz|apr|may|mai|jun|jul|aug|sep|oct|okt|nov|dec|dez)[a-z]{0,6}(?:[.\s-]\d{2,4})?$/i,
  /^(?:jan|feb|mar|mär|mrz|apr|may|mai|jun|jul|aug|sep|oct|okt|nov|dec|dez)[a-z]{0,6}[.\s-]{1,2}\d{2,4}$/i,
  /^\d[.,]?\d{0,10}E\+\d{1,3}$/i,
];

/** Scene and shot: text, but never what a spreadsheet turned into a date or a power of ten. */
export function parseSlate(text: string): Parsed<string> {
  const tidy = tidyText(text);
  if (EATEN_BY_SPREADSHEET.some((pattern) => pattern.test(tidy))) {
    return doubt(
      `A spreadsheet seems to have turned a slate into ${quoted(tidy)}; type it again in a text column.`,
    );
  }
  return parseText(tidy);
}
