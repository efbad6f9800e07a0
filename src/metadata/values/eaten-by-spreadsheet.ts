// What a spreadsheet makes of a scene, a shot or a take that it takes for a date, a time or a number.
import { monthOf } from "./month-names.ts";

const PATTERNS = [
  /^\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d{2}$/,
  // Two digits for the year: by the point or the slash that spreadsheets write, for `1-12-04` may be a slate.
  /^(?:0?[1-9]|[12]\d|3[01])[./](?:0?[1-9]|[12]\d|3[01])[./]\d{2}$/,
  /^(?:19|20)\d{2}[-/.]\d{2}[-/.]\d{2}(?:[ T]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?Z?)?$/,
  // `22.04.`, `22. 4.`: German short dates.
  /^\d{1,2}\.\s?\d{1,2}\.$/,
  /^\d{1,2}:\d{2}:\d{2}(?:\s?[AP]M)?$/i,
  // `12E-3` may be a slate, `1.20E-02` is what became of it.
  /^\d(?:[.,]\d{1,15})?E\+\d{1,3}$|^\d[.,]\d{1,15}E-\d{1,3}$/i,
  // Japanese, Chinese, Korean.
  /^(?:\d{4}[年년]\s?)?\d{1,2}[月월]\s?\d{1,2}[日일]$/,
];
const MAX_LENGTH = 40;

/** Words that begin to be a month only behind a number or a hyphen: `Set 3` is a place, `3-set` an Italian day. */
const ALSO_WORDS = new Set(["set", "out", "may", "march", "mars", "abr", "ago"]);

/** A date, a time of day or a power of ten; `22/4`, `1E5` and `Set 3` are slates. */
export function isEatenBySpreadsheet(text: string): boolean {
  if (text.length > MAX_LENGTH) return false;
  return PATTERNS.some((pattern) => pattern.test(text)) || isDayWithMonth(text);
}

/** `22-Apr`, `Apr-22`, `22.апр`, `22. April 2026`, `22 de abr`, `avr.-22`, `Wed, April 22, 2026`. */
function isDayWithMonth(text: string): boolean {
  const words = text.split(/[\s,./-]+/).filter((word) => word !== "" && word.toLowerCase() !== "de");
  if (words.length < 2 || words.length > 4) return false;
  const numbers = words.filter((word) => /^(?:\d{1,2}\.?|\d{4}|'\d{2})$/.test(word));
  if (numbers.length === 0) return false;
  const months = words.filter((word) => /^\p{L}/u.test(word) && monthOf(word) !== undefined);
  const [first = ""] = words;
  const isPlainWord = ALSO_WORDS.has(first.toLowerCase()) && !text.includes("-") && numbers.length < 2;
  // What is neither may be a day of the week of a whole date; `Pro-Mist 1/4` is a filter, though `pro` is a Czech month.
  const others = words.length - numbers.length - months.length;
  const isWholeDate = numbers.length === 2 && /,|\d{4}/.test(text);
  return months.length === 1 && others <= (isWholeDate ? 1 : 0) && !isPlainWord;
}
