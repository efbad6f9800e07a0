// A LUT's output for one colour: linear in curves, tetrahedral in cubes, inputs held at the ends of the range.
import type { Rgb } from "../../domain/cdl.ts";
import type { CubeLut, LutTable } from "./cube-lut.ts";

/** Curve first, then cube, as far as the LUT has them. */
export function sampleLut(lut: Pick<CubeLut, "curve" | "cube">, rgb: Rgb): Rgb {
  const { curve, cube } = lut;
  const shaped: Rgb = curve
    ? [sampleCurve(curve, 0, rgb[0]), sampleCurve(curve, 1, rgb[1]), sampleCurve(curve, 2, rgb[2])]
    : rgb;
  return cube ? sampleCube(cube, shaped) : shaped;
}

export function sampleCurve(curve: LutTable, channel: 0 | 1 | 2, value: number): number {
  const place = placeIn(curve, channel, value);
  const low = Math.floor(place);
  const high = Math.min(curve.size - 1, low + 1);
  const from = curve.values[low * 3 + channel] ?? 0;
  const to = curve.values[high * 3 + channel] ?? 0;
  return from + (to - from) * (place - low);
}

/**
 * Tetrahedral: each cell is cut into six tetrahedra along its grey diagonal, and the output is the mean of the four
 * corners weighted by nearness. The walk goes from the cell's dark corner along the channel that is furthest in, then
 * the next, then the last: the same tetrahedra as FFmpeg's lut3d and Resolve.
 */
export function sampleCube(cube: LutTable, [red, green, blue]: Rgb): Rgb {
  const last = cube.size - 1;
  const r = placeIn(cube, 0, red);
  const g = placeIn(cube, 1, green);
  const b = placeIn(cube, 2, blue);
  const [r0, g0, b0] = [Math.floor(r), Math.floor(g), Math.floor(b)];
  const [fr, fg, fb] = [r - r0, g - g0, b - b0];
  const stepR = r0 < last ? 3 : 0;
  const stepG = g0 < last ? 3 * cube.size : 0;
  const stepB = b0 < last ? 3 * cube.size * cube.size : 0;
  const dark = 3 * (r0 + cube.size * (g0 + cube.size * b0));
  const light = dark + stepR + stepG + stepB;
  const [first, second, high, middle, low] = orderedSteps(fr, fg, fb, stepR, stepG, stepB);
  const one = dark + first;
  const two = one + second;
  const at = (channel: 0 | 1 | 2) =>
    (1 - high) * (cube.values[dark + channel] ?? 0) +
    (high - middle) * (cube.values[one + channel] ?? 0) +
    (middle - low) * (cube.values[two + channel] ?? 0) +
    low * (cube.values[light + channel] ?? 0);
  return [at(0), at(1), at(2)];
}

/** The steps of the two channels that are furthest into the cell, and the three fractions, largest first. */
function orderedSteps(
  fr: number,
  fg: number,
  fb: number,
  stepR: number,
  stepG: number,
  stepB: number,
): readonly [first: number, second: number, high: number, middle: number, low: number] {
  if (fr > fg) {
    if (fg > fb) return [stepR, stepG, fr, fg, fb];
    if (fr > fb) return [stepR, stepB, fr, fb, fg];
    return [stepB, stepR, fb, fr, fg];
  }
  if (fb > fg) return [stepB, stepG, fb, fg, fr];
  if (fb > fr) return [stepG, stepB, fg, fb, fr];
  return [stepG, stepR, fg, fr, fb];
}

/** From 0 to size − 1. */
function placeIn(table: LutTable, channel: 0 | 1 | 2, value: number): number {
  const low = table.min[channel];
  const share = (value - low) / (table.max[channel] - low);
  return Math.min(1, Math.max(0, share)) * (table.size - 1);
}
