// CatDV's timecodes: a format and seconds. The seconds count, of real time; its frames and text are not guaranteed.
import { type FrameRate, frameRateFromNumber } from "../../domain/frame-rate.ts";
import { toNumber } from "../../domain/rational.ts";
import {
  allowsDropFrame,
  formatTimecode,
  framesToTimecode,
  parseTimecode,
  timecodeToFrames,
} from "../../domain/timecode.ts";

export interface WireTimecode {
  readonly fmt: number;
  readonly secs: number;
}

interface Format {
  readonly rate: FrameRate;
  readonly dropFrame: boolean;
}

const format = (num: number, den: number, dropFrame = false): Format => ({ rate: { num, den }, dropFrame });

/** 2997 and 5994 drop frames, 3000 and 6000 are the same rates without. */
const FORMATS: ReadonlyMap<number, Format> = new Map([
  [24, format(24, 1)],
  [25, format(25, 1)],
  [30, format(30, 1)],
  [50, format(50, 1)],
  [60, format(60, 1)],
  [2398, format(24_000, 1001)],
  [2997, format(30_000, 1001, true)],
  [3000, format(30_000, 1001)],
  [5994, format(60_000, 1001, true)],
  [6000, format(60_000, 1001)],
]);
/** Hundredths of a second, for rates that CatDV has no format for. */
const HUNDREDTHS = 100;
/** Frames are told apart at any rate, and no digits are sent that mean nothing. */
const DECIMALS = 1e6;

export function formatOf(rate: FrameRate, dropFrame = false): number {
  const wanted = toNumber(rate);
  const isSame = (each: Format) =>
    Math.abs(toNumber(each.rate) - wanted) < 0.0005 &&
    each.dropFrame === (dropFrame && allowsDropFrame(rate));
  return [...FORMATS].find(([, each]) => isSame(each))?.[0] ?? HUNDREDTHS;
}

/** `label` at `rate`, e.g. 01:00:00:00 at 23.976 as 3603.6 s. Undefined for what is no timecode. */
export function writeTimecode(label: string | undefined, rate: FrameRate): WireTimecode | undefined {
  const timecode = parseTimecode(label);
  if (!timecode) return undefined;
  const dropFrame = timecode.dropFrame && allowsDropFrame(rate);
  const frames = timecodeToFrames({ ...timecode, dropFrame }, rate);
  return { fmt: formatOf(rate, dropFrame), secs: roundSeconds(frames / toNumber(rate)) };
}

/** Undefined for a format that counts no frames. */
export function readTimecode({ fmt, secs }: WireTimecode): string | undefined {
  const known = FORMATS.get(fmt);
  if (!known) return undefined;
  const frames = Math.round(secs * toNumber(known.rate));
  return formatTimecode(framesToTimecode(frames, known.rate, known.dropFrame));
}

/** The rate that a format counts at, else that of a number of frames per second. */
export function rateOf(fmt: number | undefined, fps: number | undefined): FrameRate | undefined {
  const known = fmt === undefined ? undefined : FORMATS.get(fmt)?.rate;
  return known ?? (fps === undefined ? undefined : frameRateFromNumber(fps));
}

/** `seconds` later, in the same format. */
export function later({ fmt, secs }: WireTimecode, seconds: number): WireTimecode {
  return { fmt, secs: roundSeconds(secs + seconds) };
}

/** Do both mean the same moment, within half a frame of the fastest format? */
export function sameMoment(a: WireTimecode | undefined, b: WireTimecode | undefined): boolean {
  if (!a || !b) return a === b;
  return a.fmt === b.fmt && Math.abs(a.secs - b.secs) < 0.008;
}

function roundSeconds(seconds: number): number {
  return Math.round(seconds * DECIMALS) / DECIMALS;
}
