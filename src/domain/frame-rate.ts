// Frame rates as the trade names them: exact rationals inside, three decimals towards people and services.
import { type Rational, toNumber } from "./rational.ts";

/** Frames per second, exact: 23.976 is `{num: 24000, den: 1001}`. */
export type FrameRate = Rational;

/**
 * The exact rate that a rounded number means: 23.976, 23.98 → 24000/1001; 29.97 → 30000/1001; 25 → 25/1.
 * Undefined for zero, negatives and not-a-number.
 */
export function frameRateFromNumber(fps: number): FrameRate | undefined {
  if (!Number.isFinite(fps) || fps <= 0) return undefined;
  const nominal = Math.round(fps);
  if (nominal > 0 && Math.abs(fps - nominal) < 0.0005) return { num: nominal, den: 1 };
  const ceiling = Math.ceil(fps);
  if (Math.abs(fps - (ceiling * 1000) / 1001) < 0.006) return { num: ceiling * 1000, den: 1001 };
  return { num: Math.round(fps * 1000), den: 1000 };
}

/** The rate at which timecode labels are counted: 23.976 → 24, 29.97 → 30, 119.88 → 120. */
export function nominalFps(rate: FrameRate): number {
  return Math.round(toNumber(rate));
}

/** The rounded number that services and people use: 23.976, 29.97, 47.952, 59.94, 25. */
export function displayFps(rate: FrameRate): number {
  return Math.round(toNumber(rate) * 1000) / 1000;
}
