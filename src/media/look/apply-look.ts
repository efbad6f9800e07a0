// A look by its formula: what every baked form of it is held against.
import type { Cdl, Rgb } from "../../domain/cdl.ts";
import { applyCdl } from "./apply-cdl.ts";
import type { CubeLut } from "./cube-lut.ts";
import { sampleLut } from "./sample-lut.ts";

export interface Look {
  /** Applied first, on the picture as it is. */
  readonly cdl?: Cdl | undefined;
  /** Full-range in and out (see `toFullRange`). */
  readonly lut?: Pick<CubeLut, "curve" | "cube"> | undefined;
}

/** Input and CDL from 0 to 1, the LUT's output as it is. */
export function applyLook({ cdl, lut }: Look, rgb: Rgb): Rgb {
  const corrected = cdl ? applyCdl(cdl, rgb) : rgb;
  return lut ? sampleLut(lut, corrected) : corrected;
}
