// One column of a sheet with the meaning it was given.
import type { DistanceUnit } from "../values/distance.ts";
import type { ColumnTarget } from "./column-target.ts";

/** One meaning of one column; a column such as `Tape` may both name the clip and give the reel. */
export interface Assignment {
  readonly index: number;
  /** As written in the sheet. */
  readonly column: string;
  /** Normalised name, which also tells in which unit the column is. */
  readonly key: string;
  /** That stands in brackets behind the name: `ft` of `Focus (ft)`. */
  readonly distanceUnit?: DistanceUnit;
  readonly target: ColumnTarget;
  /** Smaller counts first; a person's own mapping is -1. */
  readonly priority: number;
}

/** A column for the preview: what it will be used for, and what it holds. */
export interface SheetColumn {
  readonly column: string;
  readonly property: ColumnTarget | "ignored";
  /** The first few different values. */
  readonly examples: readonly string[];
  /** Why a column that looks like a property is ignored. */
  readonly reason?: string;
}
