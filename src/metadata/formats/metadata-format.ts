// What a metadata format is: one file per format, one line in index.ts, one fixture.
import type { Sheet } from "../sheet.ts";

/** What a format makes of the text; path, name and encoding are added by `readSheet`. */
export type SheetContent = Pick<
  Sheet,
  "heading" | "columns" | "rows" | "problems" | "delimiter" | "decimalComma"
>;

export interface SheetSource {
  /** For error messages. */
  readonly path: string;
  /** Column names that the user mapped by hand: they count as known when the header row is looked for. */
  readonly columnNames: readonly string[];
}

export interface MetadataFormat {
  /** Permanent, lower case: `ale`. */
  readonly id: string;
  /** May this format read it? Cheap: looks at the beginning of the text and at the base name of the file. */
  readonly recognise: (text: string, name: string) => boolean;
  /**
   * Every column and every cell, unknown ones included. A bad row costs that row and is a problem in the result.
   * @throws OdailiesError `metadata_unreadable`, and nothing else, when the text as a whole cannot be read.
   */
  readonly read: (text: string, source: SheetSource) => SheetContent;
  /** The sheet as text of this format, such that `read` gives the same columns and rows again. */
  readonly write?: (sheet: SheetContent) => string;
}
