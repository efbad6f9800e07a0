// A .cube LUT as it was read: up to one curve per channel, then up to one cube (Adobe Cube LUT 1.0, Resolve).
import type { Rgb } from "../../domain/cdl.ts";

/** Entries at even steps of the input from `min` to `max`; inputs outside are held at the ends. */
export interface LutTable {
  /** Entries of a curve, or along each edge of a cube. */
  readonly size: number;
  /** The input of the first entry, per channel. */
  readonly min: Rgb;
  /** The input of the last entry, per channel; above `min`. */
  readonly max: Rgb;
  /** Red, green, blue of each entry; in a cube red changes fastest, then green, then blue. May leave 0 to 1. */
  readonly values: Float64Array;
}

/** At least one of `curve` and `cube`. Where there are both, the curve's output is the cube's input (a shaper). */
export interface CubeLut {
  readonly title: string | undefined;
  readonly curve: LutTable | undefined;
  readonly cube: LutTable | undefined;
  /** Resolve's `LUT_IN_VIDEO_RANGE`: the input is meant to be legal-range code values. */
  readonly inVideoRange: boolean;
  /** Resolve's `LUT_OUT_VIDEO_RANGE`: the output is legal-range code values. */
  readonly outVideoRange: boolean;
}
