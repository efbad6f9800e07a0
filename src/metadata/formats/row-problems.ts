// Collects what is wrong with rows: an error per row that is lost, one warning per kind for the others.
import type { SheetProblem } from "../sheet.ts";
import { nameLines } from "./text-lines.ts";

export interface RowProblems {
  /** The row was left out. */
  readonly addError: (line: number, message: string) => void;
  /** The row was read. `say` gets `line 3` or `lines 3, 4 and 12 more`, and is asked once per key. */
  readonly addWarning: (key: string, line: number, say: (lines: string) => string, column?: string) => void;
  /** All of them, in the order of their first lines. */
  readonly list: () => SheetProblem[];
}

/** A file that broke off or was never a sheet may have a fault in every row: as many are told one by one. */
const MAX_ERRORS_TOLD = 100;

/** Hundreds of rows often share one fault (a tool that cuts empty cells): told once, with the lines. */
export function collectRowProblems(): RowProblems {
  const errors: SheetProblem[] = [];
  const warnings = new Map<
    string,
    { lines: number[]; column: string | undefined; say: (lines: string) => string }
  >();
  return {
    addError: (line, message) => void errors.push({ line, severity: "error", message }),
    addWarning: (key, line, say, column) => {
      const known = warnings.get(key);
      if (known) known.lines.push(line);
      else warnings.set(key, { lines: [line], column, say });
    },
    list: () => {
      const grouped: SheetProblem[] = [];
      for (const { lines, column, say } of warnings.values()) {
        const message = say(nameLines(lines));
        const named = column === undefined ? {} : { column };
        grouped.push({ line: lines[0] ?? 1, severity: "warning", message, ...named });
      }
      const told = errors.slice(0, MAX_ERRORS_TOLD);
      const more = errors.slice(MAX_ERRORS_TOLD).map(({ line }) => line);
      if (more.length > 0) {
        const message = `So many rows cannot be read that only the first ${MAX_ERRORS_TOLD} are told one by one; ${nameLines(more)} were left out as well.`;
        told.push({ line: more[0] ?? 1, severity: "error", message });
      }
      return [...told, ...grouped].sort((a, b) => a.line - b.line);
    },
  };
}
