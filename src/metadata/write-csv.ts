// Writes a CSV that spreadsheets, Resolve and this program read.

export interface CsvTable {
  /** Pairs that stand above the header row; none by default. */
  readonly heading?: ReadonlyMap<string, string>;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** A comma by default. */
  readonly delimiter?: string;
}

/** CRLF at the end of each line, quotation marks where needed. Line ends inside a cell become LF. */
export function writeCsv({ heading = new Map(), columns, rows, delimiter = "," }: CsvTable): string {
  const line = (cells: readonly string[]) => cells.map((cell) => quoted(cell, delimiter)).join(delimiter);
  const preamble = [...heading].map(([key, value]) => line([`${key}:`, value]));
  const lines = [...preamble, ...(preamble.length > 0 ? [""] : []), line(columns), ...rows.map(line), ""];
  return lines.join("\r\n");
}

function quoted(cell: string, delimiter: string): string {
  const text = cell.replace(/\r\n?/g, "\n");
  const needsQuotes = text.includes(delimiter) || /["\n]/.test(text);
  return needsQuotes ? `"${text.replaceAll('"', '""')}"` : text;
}
