// When the samples of a picture track are shown and which of them decode by themselves (`stts ctts elst stss`).
import type { FrameRate } from "../domain/frame-rate.ts";
import { toNumber } from "../domain/rational.ts";
import { findBox } from "./boxes.ts";
import { nearestStandardRate } from "../domain/standard-rates.ts";

/** Run lengths, read where they lie: `countAt` samples of `valueAt` each. */
interface Runs {
  readonly length: number;
  readonly countAt: (index: number) => number;
  readonly valueAt: (index: number) => number;
}

export interface SampleTimes {
  /** Decode time of each sample in track ticks; one more than there are samples, the last being the end. */
  readonly decode: Float64Array;
  readonly compositionOffsets: Runs;
}

/** A part of a track that is shown, in track ticks. */
export interface Edit {
  readonly start: number;
  /** Infinity where the edit runs to the end. */
  readonly end: number;
  readonly isAtSpeed: boolean;
}

/** No take has more frames (24 h at 120 fps are 10 million); the rest of a table that claims more is not believed. */
export const MAX_SAMPLES = 11_000_000;
/** Only a list of one piece is applied; more than a few are no camera's. */
const MAX_EDITS = 1_000;

export function readSampleTimes(stbl: Buffer, sizesListed: number): SampleTimes {
  const durations = readRuns(findBox(stbl, "stts"));
  let total = 0;
  for (let run = 0; run < durations.length; run += 1) total += durations.countAt(run);
  const samples = Math.min(total, sizesListed, MAX_SAMPLES);
  const decode = new Float64Array(samples + 1);
  let index = 0;
  for (let run = 0; run < durations.length && index < samples; run += 1) {
    const value = durations.valueAt(run);
    for (let left = durations.countAt(run); left > 0 && index < samples; left -= 1, index += 1) {
      decode[index + 1] = (decode[index] ?? 0) + value;
    }
  }
  return { decode, compositionOffsets: readRuns(findBox(stbl, "ctts")) };
}

/** Reads `stts`, `ctts`: 8 bytes of version and count, then pairs of count and value. */
function readRuns(box: Buffer | undefined): Runs {
  if (!box || box.length < 8) return { length: 0, countAt: () => 0, valueAt: () => 0 };
  return {
    length: Math.min(box.readUInt32BE(4), Math.floor((box.length - 8) / 8)),
    countAt: (index) => box.readUInt32BE(8 + index * 8),
    // Signed: negative composition offsets occur in files of either version, and durations never reach 2^31.
    valueAt: (index) => box.readInt32BE(12 + index * 8),
  };
}

/** The parts of the track that are shown, in their order; empty edits, which only delay it, are left out. */
export function readEdits(
  elst: Buffer | undefined,
  timescale: number,
  movieTimescale: number,
): readonly Edit[] {
  if (!elst || elst.length < 8 || movieTimescale === 0) return [];
  const wide = elst[0] === 1;
  const entryBytes = wide ? 20 : 12;
  const entries = Math.min(elst.readUInt32BE(4), Math.floor((elst.length - 8) / entryBytes), MAX_EDITS);
  const edits: Edit[] = [];
  for (let index = 0; index < entries; index += 1) {
    const at = 8 + index * entryBytes;
    const duration = wide ? Number(elst.readBigUInt64BE(at)) : elst.readUInt32BE(at);
    const start = wide ? Number(elst.readBigInt64BE(at + 8)) : elst.readInt32BE(at + 4);
    if (start < 0) continue;
    const length = duration === 0 ? Infinity : (duration / movieTimescale) * timescale;
    edits.push({ start, end: start + length, isAtSpeed: elst.readInt32BE(at + entryBytes - 4) === 0x10000 });
  }
  return edits;
}

/**
 * Is every sample shown, once, in its order? Only then does the table tell what a decoder gives; which samples it
 * shows of an edited track is the decoder's to say. Edits count in the movie's coarser clock: half a sample is slack.
 */
export function showsAllSamples(
  { decode, compositionOffsets }: SampleTimes,
  edits: readonly Edit[],
): boolean {
  const [edit] = edits;
  const samples = decode.length - 1;
  if (!edit || samples < 1) return true;
  if (edits.length > 1 || !edit.isAtSpeed) return false;
  let run = 0;
  const countOf = (index: number) =>
    index < compositionOffsets.length ? compositionOffsets.countAt(index) : Infinity;
  const offsetOf = (index: number) =>
    index < compositionOffsets.length ? compositionOffsets.valueAt(index) : 0;
  let left = countOf(0);
  for (let index = 0; index < samples; index += 1) {
    while (left === 0) left = countOf((run += 1));
    left -= 1;
    const start = decode[index] ?? 0;
    const half = ((decode[index + 1] ?? start) - start) / 2;
    const shown = start + offsetOf(run);
    if (shown < edit.start || shown + half > edit.end) return false;
  }
  return true;
}

/** The last sample is left out of all of this: writers often give it a made-up duration. */
export function isEvenGrid(decode: Float64Array): boolean | undefined {
  const intervals = decode.length - 2;
  if (intervals < 1) return undefined;
  const step = (decode[intervals] ?? 0) / intervals;
  return step > 0 && liesOnGrid(decode, step, slackOf(step));
}

/**
 * The exact rate where all samples last equally long; else the standard rate that a coarse clock has rounded
 * (29.97 in ticks of 1/600 s). Undefined when the samples are not even.
 */
export function evenRate(decode: Float64Array, timescale: number): FrameRate | undefined {
  const intervals = decode.length - 2;
  if (intervals < 1 || isEvenGrid(decode) !== true) return undefined;
  const step = decode[1] ?? 0;
  const exact = step > 0 && liesOnGrid(decode, step, 0) ? reduced(timescale, step) : undefined;
  const standard = nearestStandardRate((timescale * intervals) / (decode[intervals] ?? 1));
  const standardStep = timescale / toNumber(standard);
  return liesOnGrid(decode, standardStep, slackOf(standardStep)) ? standard : exact;
}

/** One tick of rounding, or 2 % of a frame where a fine clock jitters. */
function slackOf(step: number): number {
  return Math.max(1, step * 0.02);
}

function liesOnGrid(decode: Float64Array, step: number, slack: number): boolean {
  return decode.subarray(0, -1).every((time, index) => Math.abs(time - index * step) <= slack);
}

function reduced(num: number, den: number): FrameRate {
  let [a, b] = [num, den];
  while (b > 0) [a, b] = [b, a % b];
  return { num: num / a, den: den / a };
}

/** Indexes of samples that decode by themselves; without an `stss` all do (ISO/IEC 14496-12, 8.6.2). */
export function readKeyframes(stss: Buffer | undefined, samples: number): Float64Array | "all" {
  if (!stss || stss.length < 8) return "all";
  const entries = Math.min(stss.readUInt32BE(4), Math.floor((stss.length - 8) / 4), samples);
  const indexes = new Float64Array(entries);
  for (let index = 0; index < entries; index += 1) indexes[index] = stss.readUInt32BE(8 + index * 4) - 1;
  return indexes.filter((index) => index < samples);
}

/** In ticks, the way to the end of the track included: that is how far a player may have to decode. */
export function longestKeyframeGap(keyframes: Float64Array | "all", decode: Float64Array): number {
  const end = decode[decode.length - 1] ?? 0;
  if (keyframes === "all") return end / Math.max(1, decode.length - 1);
  let longest = 0;
  let previous = 0;
  for (const index of keyframes) {
    const time = decode[index] ?? end;
    longest = Math.max(longest, time - previous);
    previous = time;
  }
  return Math.max(longest, end - previous);
}
