// A command's result on stdout: aligned columns for people, one JSON object per line for programs.
import type { OutputStreams } from "./open-renderer.ts";

export type TableRow = Readonly<Record<string, string>>;

export function renderTable(
  rows: readonly TableRow[],
  json: boolean,
  { stdout, redact }: Pick<OutputStreams, "stdout" | "redact">,
): void {
  const lines = json ? rows.map((row) => JSON.stringify(row)) : alignColumns(rows);
  for (const line of lines) stdout.write(redact(`${line}\n`));
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
