// A workbook's cell as the person who filled it sees it.

/** Text, a number, a truth, a moment (UTC, as written in the cell), or nothing. Errors are text: `#REF!`. */
export type WorkbookCell = string | number | boolean | Date | null | undefined;

const MS_PER_DAY = 86_400_000;
/** Times of a day without a day are counted from here (ECMA-376, part 1, 18.17.4). */
const FIRST_DAY_MS = Date.UTC(1899, 11, 30);

export function workbookText(cell: WorkbookCell): string {
  if (cell === null || cell === undefined) return "";
  if (typeof cell === "string") return cell;
  if (typeof cell === "boolean") return cell ? "true" : "false";
  // 15 digits are what a spreadsheet keeps: 0.1 + 0.2 is 0.3 there.
  return typeof cell === "number" ? String(Number(cell.toPrecision(15))) : dateText(cell);
}

/** A day as `2026-04-22`, which reads as a date, and as no scene, shot or take; a time without a day as `10:14:20`. */
function dateText(moment: Date): string {
  if (Number.isNaN(moment.getTime())) return "";
  const whole = new Date(Math.round(moment.getTime() / 1000) * 1000);
  const [day = "", time = ""] = whole.toISOString().split(/[T.]/);
  if (moment.getTime() < FIRST_DAY_MS + 2 * MS_PER_DAY) return time;
  return time === "00:00:00" ? day : `${day} ${time}`;
}
