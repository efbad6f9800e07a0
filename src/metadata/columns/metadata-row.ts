// One row of a sheet once it is understood: which clip it speaks of, and what it says about it.
import type { CdlReading } from "../../domain/parse-cdl.ts";
import type { ClipMetadata, MetadataProperty } from "../../domain/metadata.ts";

export interface MetadataRow {
  /** Path of the sheet. */
  readonly sheet: string;
  /** 1-based line in the sheet. */
  readonly line: number;
  /** Names of the sheet's columns as one text: the same for versions of one list. */
  readonly form?: string;
  /** `sound` rows (a mixer's report, audio tracks of an Avid log) are matched by timecode only and tell nothing about the picture file. */
  readonly kind: "picture" | "sound";
  /** What the clip may be called, base names in order of priority, from every column that names files. */
  readonly names: readonly string[];
  readonly camera?: string;
  /** As written: `A001`, `A001R1AA`, `001`. */
  readonly roll?: string;
  /** Position on the roll; ARRI's and Canon's `D001` is 1000. */
  readonly clipNumber?: number;
  /** Start timecode, `HH:MM:SS:FF` or `HH:MM:SS;FF`. */
  readonly start?: string;
  /** Exclusive: the label after the last frame. */
  readonly end?: string;
  /** `yyyyMMdd`. */
  readonly date?: string;
  readonly fps?: number;
  /** The ASC CDL, or what is wrong with it; undefined where the sheet has none for the row. */
  readonly cdl?: CdlReading;
  /** The recording curve as written: `LOG-C`, `s-log3-cine`. */
  readonly curve?: string;
  /** The sheet says which takes are circled, and says nothing of this one: a "no" that nobody wrote out. */
  readonly isUncircled?: true;
  /** Only fields that have a value; never null, never empty. */
  readonly metadata: ClipMetadata;
  /** Property → the column that its value was read from, as written in the sheet. */
  readonly origin: ReadonlyMap<MetadataProperty, string>;
}
