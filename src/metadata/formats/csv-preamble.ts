// The lines above a table's header row: what a sound report says of the whole roll.
import type { RawRow } from "./table-rows.ts";

/** Labels and values, side by side (`Project:,"Film",Roll:,"19A"`) or in one cell (`Project: Film`). Titles are dropped. */
export function readPreamble(records: Iterable<RawRow>): Map<string, string> {
  const pairs = new Map<string, string>();
  for (const record of records) {
    if ("broken" in record) continue;
    for (const [label, value] of pairCells(record.cells.map((cell) => cell.trim()))) {
      const key = label.endsWith(":") ? label.slice(0, -1).trimEnd() : label;
      if (key !== "" && !pairs.get(key)) pairs.set(key, value);
    }
  }
  return pairs;
}

function* pairCells(cells: readonly string[]): Generator<[string, string]> {
  const filled = cells.filter((cell) => cell !== "");
  if (filled.length === 1 && !cells[0]?.endsWith(":")) {
    const match = /^([^:]{1,60}):\s+(\S.*)$/.exec(filled[0] ?? "");
    if (match) yield [match[1] ?? "", match[2] ?? ""];
    return;
  }
  for (let at = 0; at < cells.length; at += 2) yield [cells[at] ?? "", cells[at + 1] ?? ""];
}
