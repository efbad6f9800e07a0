// Plain text: one line, single spaces, otherwise as the person wrote it.
import { isEatenBySpreadsheet } from "./eaten-by-spreadsheet.ts";
import { isNullWord } from "./null-words.ts";
import { doubt, found, type Parsed, quoted } from "./parsed.ts";
import { cleanCell } from "./spreadsheet-cell.ts";

/** Most cells are: printable ASCII with single spaces, and no sign of a spreadsheet in front. */
const TIDY = /^[!-&(-<>-~][!-~]*(?: [!-~]+)*$/;

/** Control characters become spaces, runs of spaces one; case, `#` and `/` stay. */
export function tidyText(text: string): string {
  if (TIDY.test(text)) return text;
  return cleanCell(text)
    .normalize("NFC")
    .replaceAll(/[\p{Cc}\p{Z}]+/gu, " ")
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

/** A scene, shot or take that a spreadsheet has made something else of; undefined for any other text. */
export function eatenDoubt(text: string): Parsed<never> {
  if (!isEatenBySpreadsheet(text)) return undefined;
  return doubt(
    `A spreadsheet seems to have turned a slate into ${quoted(text)}; type it again in a text column.`,
  );
}

/** Scene and shot: text, `22.0` as 22, but never what a spreadsheet turned into a date or a power of ten. */
export function parseSlate(text: string): Parsed<string> {
  const tidy = tidyText(text);
  return eatenDoubt(tidy) ?? parseText(/^(\d{1,6})[.,]0$/.exec(tidy)?.[1] ?? tidy);
}
