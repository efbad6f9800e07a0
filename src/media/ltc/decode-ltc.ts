// Finds longitudinal timecode (SMPTE 12M-1) in sound: a square wave whose flips, not their direction, carry the bits.
import { formatTimecode } from "../../domain/timecode.ts";

/** Samples are decoded at this rate, so that one threshold parts long from short at every rate from 23.976 to 30. */
export const LTC_SAMPLE_RATE = 48_000;

/** A bit lasts 20 samples at 30 fps and 25 at 23.976; a one is flipped once more in its middle. */
const SHORTEST = 6;
const HALF_OR_WHOLE = 16.25;
const LONGEST = 36;

/** The last 16 of a frame's 80 bits, as they are sent. */
const SYNC_WORD = "0011111111111101";
const FRAME_BITS = 80;

/** Below this share of the peak a flip is noise. */
const HYSTERESIS = 0.25;

/**
 * The label of the first whole frame in one channel of 16-bit samples, or undefined where there is no LTC: two
 * frames with a readable time, 80 bits apart, are asked for, which no voice and no music gives by chance.
 */
export function decodeLtc(samples: Int16Array): string | undefined {
  const bits = readBits(samples);
  for (let sync = bits.indexOf(SYNC_WORD); sync >= 0; sync = bits.indexOf(SYNC_WORD, sync + 1)) {
    const end = sync + SYNC_WORD.length;
    const next = bits.slice(end, end + FRAME_BITS);
    if (!next.endsWith(SYNC_WORD) || next.length < FRAME_BITS) continue;
    const label = readLabel(next);
    if (label !== undefined) return label;
  }
  return undefined;
}

/** `0` and `1` in order; an `x` wherever the signal is none. */
function readBits(samples: Int16Array): string {
  const bits: string[] = [];
  let halves = 0;
  for (const length of flipDistances(samples)) {
    const isNone = length < SHORTEST || length > LONGEST;
    if (isNone || (length > HALF_OR_WHOLE && halves > 0)) bits.push("x");
    if (isNone) halves = 0;
    else if (length > HALF_OR_WHOLE) {
      bits.push("0");
      halves = 0;
    } else {
      halves += 1;
      if (halves === 2) {
        bits.push("1");
        halves = 0;
      }
    }
  }
  return bits.join("");
}

function flipDistances(samples: Int16Array): readonly number[] {
  let peak = 0;
  for (const sample of samples) peak = Math.max(peak, Math.abs(sample));
  const threshold = Math.max(100, peak * HYSTERESIS);
  const distances: number[] = [];
  let isHigh: boolean | undefined;
  let last = 0;
  for (const [index, sample] of samples.entries()) {
    const now = sample > threshold ? true : sample < -threshold ? false : isHigh;
    if (now !== isHigh && isHigh !== undefined) {
      distances.push(index - last);
      last = index;
    }
    isHigh = now;
  }
  return distances;
}

/** Undefined where the digits are no time of day. */
function readLabel(bits: string): string | undefined {
  const digit = (from: number, count: number) =>
    Array.from(bits.slice(from, from + count)).reduce(
      (sum, bit, place) => sum + (bit === "1" ? 2 ** place : 0),
      0,
    );
  const frames = digit(0, 4) + 10 * digit(8, 2);
  const seconds = digit(16, 4) + 10 * digit(24, 3);
  const minutes = digit(32, 4) + 10 * digit(40, 3);
  const hours = digit(48, 4) + 10 * digit(56, 2);
  if (bits.includes("x") || frames > 29 || seconds > 59 || minutes > 59 || hours > 23) return undefined;
  return formatTimecode({ hours, minutes, seconds, frames, dropFrame: bits[10] === "1" });
}
