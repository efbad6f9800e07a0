// SMPTE timecode: a label per frame. Arithmetic is in whole frames at the nominal rate (SMPTE ST 12-1).
import { type FrameRate, nominalFps } from "./frame-rate.ts";
import { toNumber } from "./rational.ts";

export interface Timecode {
  readonly hours: number;
  readonly minutes: number;
  readonly seconds: number;
  readonly frames: number;
  readonly dropFrame: boolean;
}

/**
 * Reads `01:02:03:04`, `1:2:3:4`, `01020304` and the drop-frame spellings `01:02:03;04`, `01;02;03;04`,
 * `01:02:03.04`. Frame numbers may have three digits (100 fps and more). Undefined when it is no timecode.
 */
export function parseTimecode(text: string | undefined): Timecode | undefined {
  const trimmed = (text ?? "").trim();
  const compact = /^(\d{2})(\d{2})(\d{2})(\d{2})$/.exec(trimmed);
  const match = compact ?? /^(\d{1,2})[:;](\d{1,2})[:;](\d{1,2})[:;.](\d{1,3})$/.exec(trimmed);
  if (!match) return undefined;
  const [hours = 0, minutes = 0, seconds = 0, frames = 0] = match.slice(1).map(Number);
  if (hours > 23 || minutes > 59 || seconds > 59) return undefined;
  return { hours, minutes, seconds, frames, dropFrame: /[;.]/.test(trimmed) };
}

/** `HH:MM:SS:FF`, or `HH:MM:SS;FF` when drop-frame. */
export function formatTimecode(tc: Timecode): string {
  const two = (value: number) => String(value).padStart(2, "0");
  const separator = tc.dropFrame ? ";" : ":";
  return `${two(tc.hours)}:${two(tc.minutes)}:${two(tc.seconds)}${separator}${two(tc.frames)}`;
}

/** Drop-frame exists only for multiples of 30000/1001 (29.97, 59.94, 119.88). */
export function allowsDropFrame(rate: FrameRate): boolean {
  return nominalFps(rate) % 30 === 0 && Math.abs(toNumber(rate) - nominalFps(rate)) > 0.001;
}

function droppedPerMinute(rate: FrameRate): number {
  return nominalFps(rate) / 15;
}

/** How many labels there are from midnight to midnight: drop-frame leaves some out. */
export function framesOfDay(rate: FrameRate, dropFrame: boolean): number {
  const dropped = dropFrame ? droppedPerMinute(rate) : 0;
  return 24 * 60 * (nominalFps(rate) * 60 - dropped) + 24 * 6 * dropped;
}

/** Frames since 00:00:00:00. The labels that drop-frame leaves out (`00:01:00;00`) count as the next one that exists. */
export function timecodeToFrames(tc: Timecode, rate: FrameRate): number {
  const nominal = nominalFps(rate);
  const minutes = tc.hours * 60 + tc.minutes;
  if (!tc.dropFrame) return (minutes * 60 + tc.seconds) * nominal + tc.frames;
  const dropped = droppedPerMinute(rate);
  const isLeftOut = tc.seconds === 0 && tc.frames < dropped && tc.minutes % 10 !== 0;
  const frames = isLeftOut ? dropped : tc.frames;
  return (minutes * 60 + tc.seconds) * nominal + frames - dropped * (minutes - Math.floor(minutes / 10));
}

/** The label of the n-th frame since midnight; wraps after 24 hours. */
export function framesToTimecode(frameCount: number, rate: FrameRate, dropFrame: boolean): Timecode {
  const nominal = nominalFps(rate);
  const dropped = dropFrame ? droppedPerMinute(rate) : 0;
  const perMinute = nominal * 60 - dropped;
  const perTenMinutes = perMinute * 10 + dropped;
  const perDay = framesOfDay(rate, dropFrame);
  let label = ((frameCount % perDay) + perDay) % perDay;
  if (dropFrame) {
    const tens = Math.floor(label / perTenMinutes);
    const rest = label % perTenMinutes;
    const minutesOfTen = rest >= dropped ? Math.floor((rest - dropped) / perMinute) : 0;
    label += dropped * 9 * tens + dropped * minutesOfTen;
  }
  return {
    hours: Math.floor(label / (nominal * 3600)) % 24,
    minutes: Math.floor(label / (nominal * 60)) % 60,
    seconds: Math.floor(label / nominal) % 60,
    frames: label % nominal,
    dropFrame,
  };
}

/** Do two labels name the same frame, drop-frame flag included? Spelling (`;` or `.`, padding) does not matter. */
export function sameTimecode(a: string | undefined, b: string | undefined): boolean {
  const left = parseTimecode(a);
  const right = parseTimecode(b);
  if (!left || !right) return a === b;
  return formatTimecode(left) === formatTimecode(right);
}
