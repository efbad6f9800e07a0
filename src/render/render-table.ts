// A command's result on stdout, for people: aligned columns.
import type { OutputStreams } from "./output-streams.ts";
import { print, shown, wholeLine } from "./shown-text.ts";

export type TableRow = Readonly<Record<string, string>>;

/** The first row is a heading where `rows` begin with one. */
export function renderTable(
  rows: readonly TableRow[],
  { stdout, redact }: Pick<OutputStreams, "stdout" | "redact">,
): void {
  for (const line of alignColumns(rows)) print(wholeLine(shown(line)), stdout, redact);
}

/** A longer cell is printed whole, but no other row is filled up to its width. */
const WIDEST = 200;

function alignColumns(rows: readonly TableRow[]): string[] {
  const columns = Object.keys(rows[0] ?? {});
  const cells = rows.map((row) => columns.map((column) => shown(row[column] ?? "")));
  const widths = columns.map((_, at) =>
    cells.reduce((widest, row) => Math.max(widest, Math.min(WIDEST, row[at]?.length ?? 0)), 0),
  );
  return cells.map((row) =>
    row
      .map((cell, at) => cell.padEnd(at === columns.length - 1 ? 0 : (widths[at] ?? 0)))
      .join("  ")
      .trimEnd(),
  );
}
