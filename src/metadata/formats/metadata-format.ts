// What a metadata format is: one file per format, one line in index.ts, one fixture.
import type { Sheet } from "../sheet.ts";
import type { Slices } from "../slices.ts";

/** What a format makes of the bytes; path and name are added by `readSheet`. */
export type SheetContent = Pick<
  Sheet,
  "heading" | "columns" | "rows" | "problems" | "delimiter" | "decimalComma" | "encoding" | "table"
>;

export interface SheetSource {
  /** For error messages. */
  readonly path: string;
  /** Column names that the user mapped by hand: they count as known when the header row is looked for. */
  readonly columnNames: readonly string[];
  /** WHATWG label that the user gave for a text, where guessing is wrong. */
  readonly encoding?: string | undefined;
  /** The table that the user named, where a file holds several. */
  readonly table?: string | undefined;
  /** To be asked row by row: a long sheet must not keep the program from anything else. */
  readonly slices: Slices;
  /** Ends a reading that goes on elsewhere, in a thread. */
  readonly signal?: AbortSignal | undefined;
}

export interface MetadataFormat {
  /** Permanent, lower case: `ale`. */
  readonly id: string;
  /** May this format read it? Cheap: looks at the beginning of the bytes and at the base name of the file. */
  readonly recognise: (bytes: Uint8Array, name: string) => boolean;
  /**
   * Every column and every cell, unknown ones included. A bad row costs that row and is a problem in the result.
   * Rejects with `metadata_unreadable`, and nothing else, when the bytes as a whole cannot be read.
   */
  readonly read: (bytes: Uint8Array, source: SheetSource) => Promise<SheetContent>;
  /** The sheet as text of this format, such that `read` gives the same columns and rows again. */
  readonly write?: (sheet: Omit<SheetContent, "encoding">) => string;
}
