// `--map 'Column=property'` and [metadata.columns] as one list; the flag wins.
import type { ResolvedConfig } from "../config/resolve-config.ts";
import { type ColumnMapping, parseColumnMapping } from "../metadata/columns/parse-column-mapping.ts";

/** Throws `usage` or `config_invalid` for a property that does not exist. */
export function readMappings({ config, columns }: ResolvedConfig): readonly ColumnMapping[] {
  const fromFile = Object.entries(columns).map(([column, property]) => `${column}=${property}`);
  return [...fromFile, ...config.map].map(parseColumnMapping);
}
