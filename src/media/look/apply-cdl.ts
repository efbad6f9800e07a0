// The ASC CDL formula, clamped, as the standard has it (ASC CDL v1.2).
import type { Cdl, Rgb } from "../../domain/cdl.ts";

/** Rec.709 weights, whatever the gamut of the picture. */
const LUMA: Rgb = [0.2126, 0.7152, 0.0722];

/** Slope, offset, clamp, power. */
export function applySop(cdl: Cdl, channel: 0 | 1 | 2, value: number): number {
  return clamp01(value * cdl.slope[channel] + cdl.offset[channel]) ** cdl.power[channel];
}

/** Saturation about the luma, then clamp. */
export function applySaturation(saturation: number, [red, green, blue]: Rgb): Rgb {
  const luma = LUMA[0] * red + LUMA[1] * green + LUMA[2] * blue;
  return [
    clamp01(luma + saturation * (red - luma)),
    clamp01(luma + saturation * (green - luma)),
    clamp01(luma + saturation * (blue - luma)),
  ];
}

/** Code values 0 to 1 in, 0 to 1 out, on the image that the correction was made on (before any LUT). */
export function applyCdl(cdl: Cdl, [red, green, blue]: Rgb): Rgb {
  return applySaturation(cdl.saturation, [
    applySop(cdl, 0, red),
    applySop(cdl, 1, green),
    applySop(cdl, 2, blue),
  ]);
}

function clamp01(value: number): number {
  return Math.min(1, Math.max(0, value));
}
