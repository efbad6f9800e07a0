// Gives every column of a sheet its meaning: the person's mapping first, then the known names, minus the traps.
import type { Sheet } from "../sheet.ts";
import { parseDistanceUnit } from "../values/distance.ts";
import { isNullWord } from "../values/null-words.ts";
import { columnKey, meaningsOf } from "./column-key.ts";
import type { ColumnMapping } from "./parse-column-mapping.ts";
import type { ColumnTarget } from "./column-target.ts";
import { normaliseHeader } from "./normalise-header.ts";
import type { Assignment, SheetColumn } from "./sheet-column.ts";
import { trapReason } from "./traps.ts";

export interface AssignedColumns {
  /** By target, in order of priority. */
  readonly byTarget: ReadonlyMap<ColumnTarget, readonly Assignment[]>;
  /** Every column of the sheet, in its order. */
  readonly columns: readonly SheetColumn[];
  /** Mappings that name no column of this sheet. */
  readonly unusedMappings: readonly ColumnMapping[];
}

const EXAMPLES = 3;
/** Columns that nothing is read from are only looked into for examples. */
const ROWS_FOR_EXAMPLES = 200;
const BY_PERSON = -1;

export function assignColumns(sheet: Sheet, map: readonly ColumnMapping[] = []): AssignedColumns {
  const known = sheet.columns.map(columnKey);
  const keys = known.map(({ key }) => key);
  const mapped = sheet.columns.map((column) =>
    map.filter((mapping) => isColumn(mapping, column, sheet.columns)),
  );
  const values = sheet.columns.map((_, index) => {
    const isUsed = meaningsOf(keys[index] ?? "").length > 0 || (mapped[index] ?? []).length > 0;
    const rows = isUsed ? sheet.rows : sheet.rows.slice(0, ROWS_FOR_EXAMPLES);
    return rows.map((row) => row.cells[index] ?? "").filter((cell) => !isNullWord(cell));
  });
  const filled = new Set(keys.filter((_, index) => (values[index] ?? []).length > 0));
  const valuesOf = (key: string) => values[keys.indexOf(key)] ?? [];
  const byTarget = new Map<ColumnTarget, Assignment[]>();
  const used = new Set<ColumnMapping>();
  const columns = sheet.columns.map((column, index): SheetColumn => {
    const key = keys[index] ?? "";
    const own = values[index] ?? [];
    const reasons: string[] = [];
    const taken: ColumnTarget[] = [];
    const mappings = mapped[index] ?? [];
    for (const mapping of mappings) used.add(mapping);
    const meanings =
      mappings.length > 0 ? mappings.map(({ target }) => ({ target, priority: BY_PERSON })) : meaningsOf(key);
    for (const { target, priority } of meanings) {
      if (target === "ignore") continue;
      const reason =
        priority === BY_PERSON
          ? undefined
          : trapReason({ key, target, format: sheet.format, values: own, filled, valuesOf, columns: keys });
      if (reason === undefined) {
        taken.push(target);
        const assigned = byTarget.get(target) ?? [];
        const distanceUnit = parseDistanceUnit(known[index]?.note ?? "");
        assigned.push({ index, column, key, target, priority, ...(distanceUnit && { distanceUnit }) });
        byTarget.set(target, assigned);
      } else if (own.length > 0) reasons.push(reason);
    }
    const [reason] = reasons;
    return {
      column,
      // `Tape` may name the clip and the reel: what is sent says more than what is looked up.
      property: taken.findLast((target) => target !== "name") ?? taken[0] ?? "ignored",
      examples: [...new Set(own)].slice(0, EXAMPLES),
      ...(taken.length === 0 && reason !== undefined && { reason }),
    };
  });
  for (const assigned of byTarget.values()) assigned.sort((a, b) => a.priority - b.priority);
  return { byTarget, columns, unusedMappings: map.filter((mapping) => !used.has(mapping)) };
}

/** Exactly as written where the sheet has such a column, else by the normalised name. */
function isColumn(mapping: ColumnMapping, column: string, columns: readonly string[]): boolean {
  if (columns.includes(mapping.column)) return column === mapping.column;
  return normaliseHeader(mapping.column) === normaliseHeader(column) && column !== "";
}
