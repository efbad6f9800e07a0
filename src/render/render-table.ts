// A command's result on stdout, for people: aligned columns.
import type { OutputStreams } from "./open-renderer.ts";
import { visible } from "./value-text.ts";

export type TableRow = Readonly<Record<string, string>>;

/** The first row is a heading where `rows` begin with one. */
export function renderTable(
  rows: readonly TableRow[],
  { stdout, redact }: Pick<OutputStreams, "stdout" | "redact">,
): void {
  for (const line of alignColumns(rows)) stdout.write(redact(`${visible(line)}\n`));
}

function alignColumns(rows: readonly TableRow[]): string[] {
  const columns = Object.keys(rows[0] ?? {});
  const widths = columns.map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    columns
      .map((column, at) => (row[column] ?? "").padEnd(at === columns.length - 1 ? 0 : (widths[at] ?? 0)))
      .join("  ")
      .trimEnd(),
  );
}
