// Longitudinal timecode as a generator box plays it (SMPTE 12M-1): 80 bits a frame, biphase mark.
import { writeFile } from "node:fs/promises";

export interface LtcRecipe {
  readonly fps: number;
  /** hours, minutes, seconds, frames of the first frame. */
  readonly start: readonly [number, number, number, number];
  readonly dropFrame?: boolean;
  readonly seconds?: number;
  readonly amplitude?: number;
  readonly sampleRate?: number;
}

/** Samples of one channel. Counting stays within the minute: long enough for a test. */
export function ltcSamples(recipe: LtcRecipe): Int16Array {
  const { fps, start, dropFrame = false, seconds = 2, amplitude = 12_000, sampleRate = 48_000 } = recipe;
  const [hours, minutes, first, frame] = start;
  const nominal = Math.round(fps);
  const samples = new Int16Array(Math.round(seconds * sampleRate));
  const flips: number[] = [];
  const bitSamples = sampleRate / (fps * 80);
  for (let count = 0; count * 80 * bitSamples < samples.length; count += 1) {
    const at = first * nominal + frame + count;
    const bits = frameBits(hours, minutes, Math.floor(at / nominal) % 60, at % nominal, dropFrame);
    bits.forEach((bit, index) => {
      const begin = (count * 80 + index) * bitSamples;
      flips.push(begin, ...(bit === 1 ? [begin + bitSamples / 2] : []));
    });
  }
  let level = amplitude;
  let next = 0;
  for (let index = 0; index < samples.length; index += 1) {
    while (next < flips.length && flips[next]! <= index) {
      level = -level;
      next += 1;
    }
    samples[index] = level;
  }
  return samples;
}

function frameBits(
  hours: number,
  minutes: number,
  seconds: number,
  frames: number,
  dropFrame: boolean,
): number[] {
  const bits = Array.from({ length: 80 }, () => 0);
  const put = (from: number, count: number, value: number) => {
    for (let place = 0; place < count; place += 1) bits[from + place] = (value >> place) & 1;
  };
  put(0, 4, frames % 10);
  put(8, 2, Math.floor(frames / 10));
  put(10, 1, dropFrame ? 1 : 0);
  put(16, 4, seconds % 10);
  put(24, 3, Math.floor(seconds / 10));
  put(32, 4, minutes % 10);
  put(40, 3, Math.floor(minutes / 10));
  put(48, 4, hours % 10);
  put(56, 2, Math.floor(hours / 10));
  Array.from("0011111111111101").forEach((bit, place) => (bits[64 + place] = Number(bit)));
  return bits;
}

/** Raw samples for ffmpeg's `-f s16le`. */
export async function writeSamples(path: string, samples: Int16Array): Promise<void> {
  await writeFile(path, Buffer.from(samples.buffer));
}
