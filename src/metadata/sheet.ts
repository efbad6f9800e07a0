// A sheet as it was read: an ALE, CSV or workbook with its columns, rows and problems, before anything is understood.

/** One metadata file, cell by cell. Nothing of it is interpreted: every cell is text, unknown columns included. */
export interface Sheet {
  /** As given to `readSheet`. */
  readonly path: string;
  /** Base name of the file. */
  readonly name: string;
  /** Id of the format that read it: `ale`, `csv`, `xlsx`. */
  readonly format: string;
  /** Label of the text encoding, as WHATWG names it: `utf-8`, `utf-16le`, `windows-1252`, `macintosh`. */
  readonly encoding: string;
  /** The ALE heading (`FPS` → `24`), or the pairs above a CSV's header row (`Project` → …). Keys as written. */
  readonly heading: ReadonlyMap<string, string>;
  /** As written, trimmed; an unnamed column is `""`. Names may repeat. */
  readonly columns: readonly string[];
  readonly rows: readonly SheetRow[];
  /** In the order of the file's lines. */
  readonly problems: readonly SheetProblem[];
  /** What stood between the cells. */
  readonly delimiter?: string;
  /** The table of the file that was read, where it may hold several: `Sheet1`. */
  readonly table?: string;
  /** Numbers are written `1,5` and mean 1.5. */
  readonly decimalComma: boolean;
}

export interface SheetRow {
  /** 1-based line in the file; the first line where a row takes several. */
  readonly line: number;
  /** In the order of `columns`, as many as there are columns, whitespace as written. */
  readonly cells: readonly string[];
}

export interface SheetProblem {
  /** 1-based line in the file. */
  readonly line: number;
  readonly column?: string;
  /** `error`: the row was left out. `warning`: it was read, with what the message says. */
  readonly severity: "error" | "warning";
  /** What and why, a full sentence. */
  readonly message: string;
}

/**
 * The row's value under a column name, exactly as the column is written; where the name occurs twice,
 * the first value that is not blank. Undefined where there is no such column; `""` where nothing is filled in.
 */
export function cellOf(sheet: Pick<Sheet, "columns">, row: SheetRow, column: string): string | undefined {
  let found: string | undefined;
  for (let at = 0; at < sheet.columns.length; at++) {
    if (sheet.columns[at] !== column) continue;
    const cell = row.cells[at] ?? "";
    if (cell.trim() !== "") return cell;
    found ??= cell;
  }
  return found;
}
