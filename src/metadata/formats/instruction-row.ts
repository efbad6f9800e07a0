// Rows of a template that explain the columns instead of describing a clip.
import { normaliseHeader } from "../columns/normalise-header.ts";

const EXAMPLE_NAME = /^(clip|file|example)\s?_?(name)?\.[a-z0-9]{2,4}$/i;

/** An explanation is a sentence; what is longer is somebody's text. */
const MAX_LENGTH = 200;

/** "clipname.mov", "Who directed this?", "Scene Number" under "Scene": two such cells, and no digit in either. */
export function isInstructionRow(columns: readonly string[], cells: readonly string[]): boolean {
  let signs = 0;
  for (const [at, cell] of cells.entries()) {
    const text = cell.trim();
    if (text.length > MAX_LENGTH) continue;
    if (text === "" || (/\d/.test(text) && !EXAMPLE_NAME.test(text))) continue;
    const column = normaliseHeader(columns[at] ?? "");
    const isQuestion = text.endsWith("?") && /\p{L}/u.test(text);
    if (EXAMPLE_NAME.test(text) || isQuestion || explains(normaliseHeader(text), column)) signs++;
  }
  return signs >= 2;
}

function explains(cell: string, column: string): boolean {
  return column.length >= 3 && cell.length > column.length && cell.startsWith(column);
}
