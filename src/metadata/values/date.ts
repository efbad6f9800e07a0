// Dates of the shoot as yyyyMMdd: the calendar day as written, never moved by a time zone.
import { monthOf } from "./month-names.ts";
import { isNullNumber } from "./null-words.ts";
import { doubt, found, type Parsed, quoted } from "./parsed.ts";
import { tidyText } from "./text.ts";

/** How a sheet orders day, month and year where the cell itself does not tell. */
export type DateOrder = "dmy" | "mdy" | "ymd";

export interface DateOptions {
  readonly dateOrder?: DateOrder;
}

/** What may follow the day: the time, a zone, AM or PM. */
const REST = String.raw`(?=$|[T\s,])`;
const YEAR_FIRST = new RegExp(String.raw`^((?:19|20)\d{2})[-/:._ ](\d{1,2})[-/:._ ](\d{1,2})${REST}`);
const YEAR_LAST = new RegExp(String.raw`^(\d{1,2})([-/._ ])(\d{1,2})\2((?:19|20)?\d{2})${REST}`);
const SHORT_NUMBERS = new RegExp(String.raw`^(\d{1,2})([-/._])(\d{1,2})\2(\d{1,2})${REST}`);
const DAY_MONTH_NAME = new RegExp(
  String.raw`^(\d{1,2})[.\s-]{1,2}(?:de )?(\p{L}{3,12})[.,\s-]{1,2}(?:de )?(\d{4})${REST}`,
  "iu",
);
const MONTH_NAME_DAY = new RegExp(
  String.raw`^(?:\p{L}{3},? )?(\p{L}{3,12}) (\d{1,2}),?(?: \d{1,2}:\d{2}(?::\d{2})?)? (\d{4})${REST}`,
  "iu",
);

/** `20240426`, `2024-04-26`, `2021-07-16T11:46:22-08:00`, `26.04.2024`, `7/28/17 10:49:11 AM` → yyyyMMdd. */
export function parseDate(text: string, options: DateOptions = {}): Parsed<string> {
  const tidy = tidyText(text);
  if (isNullNumber(tidy) || tidy === "0") return undefined;
  const compact = /^((?:19|20)?\d{2})(\d{2})(\d{2})$/.exec(tidy);
  if (compact) return asDate(compact[1], compact[2], compact[3], text);
  const yearFirst = YEAR_FIRST.exec(tidy);
  if (yearFirst) return asDate(yearFirst[1], yearFirst[2], yearFirst[3], text);
  const named = namedMonth(tidy);
  if (named) return asDate(named.year, named.month, named.day, text);
  const numbers = YEAR_LAST.exec(tidy) ?? SHORT_NUMBERS.exec(tidy);
  if (!numbers) return doubt(`${quoted(text)} is not a date.`);
  const [, first = "", mark = "", second = "", third = ""] = numbers;
  const order = options.dateOrder ?? orderOf(first, mark, second, third);
  if (order === "ymd" && third.length === 4) return asDate(third, second, first, text);
  if (order === "ymd") return asDate(first, second, third, text);
  if (order === "dmy") return asDate(third, second, first, text);
  if (order === "mdy") return asDate(third, first, second, text);
  return doubt(`${quoted(text)} may be read as several dates; say which with --date-order dmy, mdy or ymd.`);
}

/** Undefined where day, month and year could be exchanged and give another date. */
function orderOf(first: string, mark: string, second: string, third: string): DateOrder | undefined {
  const [a, b] = [Number(first), Number(second)];
  if (a <= 12 && b > 12) return "mdy";
  if (mark === ".") return "dmy";
  if (third.length === 4 && (a > 12 || a === b)) return "dmy";
  return undefined;
}

function namedMonth(text: string): { year: string; month: string; day: string } | undefined {
  const dayFirst = DAY_MONTH_NAME.exec(text);
  const monthFirst = MONTH_NAME_DAY.exec(text);
  const name = dayFirst?.[2] ?? monthFirst?.[1];
  const month = name === undefined ? undefined : monthOf(name);
  if (month === undefined) return undefined;
  return {
    year: dayFirst?.[3] ?? monthFirst?.[3] ?? "",
    month: String(month),
    day: dayFirst?.[1] ?? monthFirst?.[2] ?? "",
  };
}

function asDate(yearText = "", monthText = "", dayText = "", text = ""): Parsed<string> {
  const year = yearText.length <= 2 ? 2000 + Number(yearText) : Number(yearText);
  const [month, day] = [Number(monthText), Number(dayText)];
  const date = new Date(Date.UTC(year, month - 1, day));
  const exists =
    date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  if (!exists) return doubt(`${quoted(text)} is not a day of the calendar.`);
  return found(`${year}${String(month).padStart(2, "0")}${String(day).padStart(2, "0")}`);
}
