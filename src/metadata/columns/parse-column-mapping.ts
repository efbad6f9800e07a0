// `--map 'Column=property'`: what a person says a column means, against every guess.
import { OdailiesError } from "../../domain/errors.ts";
import { METADATA_PROPERTY_NAMES } from "../../domain/metadata.ts";
import type { ColumnTarget } from "./column-target.ts";
import { normaliseHeader } from "./normalise-header.ts";

export interface ColumnMapping {
  /** As the person wrote it; found in a sheet exactly, else by its normalised form. */
  readonly column: string;
  /** `ignore` takes the column out. */
  readonly target: ColumnTarget | "ignore";
}

const TARGETS: readonly ColumnMapping["target"][] = [
  ...METADATA_PROPERTY_NAMES,
  "name",
  "clipNumber",
  "end",
  "ignore",
];

/**
 * Reads `Camera Roll=reelName`, `Notes=ignore`. The property may be written in any case and with separators.
 * Throws `usage` where there is no column, or no such property.
 */
export function parseColumnMapping(text: string): ColumnMapping {
  const cut = text.lastIndexOf("=");
  const column = text.slice(0, Math.max(cut, 0)).trim();
  const wanted = normaliseHeader(text.slice(cut + 1));
  const target = TARGETS.find((name) => normaliseHeader(name) === wanted);
  if (column === "" || target === undefined) {
    const problem = column === "" ? "names no column" : `names no property that is known`;
    throw new OdailiesError("usage", `The mapping ${JSON.stringify(text)} ${problem}.`, {
      hint: `Write it as 'Column=property', with one of: ${TARGETS.join(", ")}.`,
    });
  }
  return { column, target };
}
