// Dates of the shoot as yyyyMMdd: the calendar day as written, never moved by a time zone.
import { daySerial } from "./day-serial.ts";
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
const COMPACT = new RegExp(String.raw`^((?:19|20)?\d{2})(\d{2})(\d{2})(?:[.,]0)?${REST}`);
/** Chinese, Japanese, Korean. */
const EAST_ASIAN = /^(\d{4})[年년]\s?(\d{1,2})[月월]\s?(\d{1,2})[日일]/;
const DAY_MONTH_NAME = new RegExp(
  String.raw`^(?:\p{L}{2,14}\.?,? )?(\d{1,2})[./\s-]{0,2}(?:de )?(\p{L}{3,12})[./,\s-]{0,2}(?:de )?(\d{4}|\d{2})${REST}`,
  "iu",
);
const MONTH_NAME_DAY = new RegExp(
  String.raw`^(?:\p{L}{2,14},? )?(\p{L}{3,12}) (\d{1,2}),?(?: \d{1,2}:\d{2}(?::\d{2})?)? (\d{4})${REST}`,
  "iu",
);

/** `20240426`, `2024-04-26`, `2021-07-16T11:46:22-08:00`, `26.04.2024`, `26-Apr-24`, `7/28/17 10:49:11 AM` → yyyyMMdd. */
export function parseDate(text: string, options: DateOptions = {}): Parsed<string> {
  const tidy = tidyText(text);
  if (isNullNumber(tidy) || tidy === "0") return undefined;
  const yearFirst = COMPACT.exec(tidy) ?? YEAR_FIRST.exec(tidy) ?? EAST_ASIAN.exec(tidy);
  if (yearFirst) return asDate(yearFirst[1], yearFirst[2], yearFirst[3], text);
  const serial = daySerial(tidy);
  if (serial !== undefined) return ofSpreadsheet(serial, text);
  const named = namedMonth(tidy);
  if (named) return asDate(named.year, named.month, named.day, text);
  const numbers = YEAR_LAST.exec(tidy) ?? SHORT_NUMBERS.exec(tidy);
  if (!numbers) return doubt(`${quoted(text)} is not a date.`);
  const [, first = "", mark = "", second = "", third = ""] = numbers;
  const orders = options.dateOrder ? [options.dateOrder] : ordersOf(mark, third);
  const readings = orders.map((order) => inOrder(order, first, second, third, text));
  const days = new Set(readings.flatMap((reading) => reading?.value ?? []));
  if (days.size > 1)
    return doubt(
      `${quoted(text)} may be read as several dates; say which with --date-order dmy, mdy or ymd.`,
    );
  return readings.find((reading) => reading?.value !== undefined) ?? readings[0];
}

/** Nobody but the writer knows the order of `07/08/26`; with points it is the day first. */
function ordersOf(mark: string, third: string): readonly DateOrder[] {
  if (mark === ".") return ["dmy"];
  return third.length === 4 ? ["dmy", "mdy"] : ["dmy", "mdy", "ymd"];
}

function inOrder(order: DateOrder, first: string, second: string, third: string, text: string) {
  if (order === "ymd" && third.length <= 2) return asDate(first, second, third, text);
  return order === "mdy" ? asDate(third, first, second, text) : asDate(third, second, first, text);
}

/** A day as spreadsheets count them: 1 is the first of January 1900, which is a day too few after February 1900. */
function ofSpreadsheet(serial: number, text: string): Parsed<string> {
  const day = new Date(Date.UTC(1899, 11, 30 + serial)).toISOString().slice(0, 10);
  return found(day.replaceAll("-", ""), `${quoted(text)} is read as a spreadsheet counts days: ${day}.`);
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
