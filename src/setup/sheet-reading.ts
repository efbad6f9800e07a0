// How sheets are to be read, from flags and config: `--map` and [metadata.columns], date order, encoding.
import type { ResolvedConfig } from "../config/resolve-config.ts";
import { parseColumnMapping } from "../metadata/columns/parse-column-mapping.ts";
import type { SheetReading } from "../annotate/sheets/read-given-sheets.ts";

/** Throws `usage` for a mapping to a property that does not exist. A flag wins over the file. */
export function sheetReading({ config, columns }: ResolvedConfig): SheetReading {
  const fromFile = Object.entries(columns).map(([column, property]) => `${column}=${property}`);
  const map = [...fromFile, ...config.map].map(parseColumnMapping);
  return { map, dateOrder: config.dateOrder, encoding: config.sheetEncoding, table: config.sheet };
}
