// Plain text: one line, single spaces, otherwise as the person wrote it.
import { daySerial } from "./day-serial.ts";
import { isEatenBySpreadsheet } from "./eaten-by-spreadsheet.ts";
import { isNullWord } from "./null-words.ts";
import { withoutFloatZeros } from "./number.ts";
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

/** A scene, a roll or a lens that a spreadsheet has made something else of; undefined for any other text. */
export function eatenDoubt(text: string, what = "a slate"): Parsed<never> {
  if (!isEatenBySpreadsheet(text)) return undefined;
  return doubt(
    `A spreadsheet seems to have turned ${what} into ${quoted(text)}; type it again in a text column.`,
  );
}

/** Scene and shot: text, `22.0` as 22, but never what a spreadsheet turned into a date or a power of ten. */
export function parseSlate(text: string): Parsed<string> {
  const tidy = slateText(text);
  return eatenDoubt(tidy) ?? daySerialDoubt(tidy) ?? parseText(withoutFloatZeros(tidy));
}

/** Without the quotation marks that stand round all of it: nobody writes them on a slate. */
export function slateText(text: string): string {
  const tidy = tidyText(text);
  return /^(["“”„«»])[^"“”„«»]{1,40}["“”«»]$/.test(tidy) ? tidy.slice(1, -1).trim() : tidy;
}

/** Nobody slates so high. */
export function daySerialDoubt(text: string): Parsed<never> {
  return daySerial(text) === undefined
    ? undefined
    : doubt(`${quoted(text)} looks like a day as a spreadsheet counts it, and is no slate.`);
}

/** Names of rolls and lenses: text that a spreadsheet may have spoilt in the same ways. */
export function parseNameText(text: string, what: string): Parsed<string> {
  const tidy = tidyText(text);
  return eatenDoubt(tidy, what) ?? parseText(withoutFloatZeros(tidy));
}
