// How large a picture is meant to be seen: turned upright, pixels square, sides even.
import { type Rational, parseRational, toNumber } from "../domain/rational.ts";
import type { FfprobeStream } from "./ffprobe-report.ts";

/** An aspect this near to 1 is rounding by a writer (3201:3200, 1280:1281), not an anamorphic lens. */
const SQUARE_TOLERANCE = 0.01;

/** `0:1` and `N/A` mean unknown. */
export function readSampleAspect(text: string | undefined): Rational | undefined {
  return parseRational(text);
}

/**
 * Clockwise degrees to turn for display: 0, 90, 180 or 270. ffprobe writes the display matrix counter-clockwise and
 * the older `rotate` tag clockwise; anything that is no multiple of 90 (files with broken matrices have had
 * -9223372036854775808) counts as 0.
 */
export function readRotation(stream: FfprobeStream): number {
  const matrix = stream.side_data_list.find((data) => data.rotation !== undefined)?.rotation;
  const tagged = Number(stream.tags.get("rotate") ?? 0);
  const clockwise = matrix === undefined ? tagged : -matrix;
  if (!Number.isSafeInteger(clockwise) || clockwise % 90 !== 0) return 0;
  return ((clockwise % 360) + 360) % 360;
}

/** Width follows the sample aspect and height stays, as in every player; then the sides are swapped when turned. */
export function displaySize(
  width: number,
  height: number,
  aspect: Rational | undefined,
  rotation: number,
): { readonly displayWidth: number; readonly displayHeight: number } {
  const factor = aspect && Math.abs(toNumber(aspect) - 1) > SQUARE_TOLERANCE ? toNumber(aspect) : 1;
  const wide = toEven(width * factor);
  const high = toEven(height);
  const isTurned = rotation === 90 || rotation === 270;
  return { displayWidth: isTurned ? high : wide, displayHeight: isTurned ? wide : high };
}

/** Down, so that an odd picture loses a line rather than growing one; at least 2. */
export function toEven(length: number): number {
  return Math.max(2, Math.floor(Math.round(length * 1000) / 1000 / 2) * 2);
}
