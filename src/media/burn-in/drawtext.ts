// ffmpeg's drawtext: any text as text, and labels that count with the frames.
import type { FrameRate } from "../../domain/frame-rate.ts";
import { nominalFps } from "../../domain/frame-rate.ts";
import { type Timecode, allowsDropFrame, framesOfDay, timecodeToFrames } from "../../domain/timecode.ts";
import { filterPath, filterValue } from "../filter-value.ts";

export interface DrawnText {
  /** In drawtext's own writing: made of `literal`, `countedFrame` and `countedTimecode`. */
  readonly expansion: string;
  readonly fontPath: string;
  readonly fontSize: number;
  /** With opacity, e.g. `white@0.85`. */
  readonly color: string;
  /** Expressions. */
  readonly x: string;
  readonly y: string;
  /** More options, as `name=value`. */
  readonly options: readonly string[];
}

export function drawText(text: DrawnText): string {
  const { expansion, fontPath, fontSize, color, x, y, options } = text;
  return [
    `drawtext=fontfile=${filterPath(fontPath)}`,
    `text=${filterValue(expansion)}`,
    `fontsize=${fontSize}`,
    `fontcolor=${color}`,
    `x=${filterValue(x)}`,
    `y=${filterValue(y)}`,
    ...options,
  ].join(":");
}

/** A percent sign and a backslash begin something in drawtext's texts. */
export function literal(text: string): string {
  return text.replaceAll(/[\\%]/g, String.raw`\$&`);
}

/** The number of the frame, from 0. */
export function countedFrame(): string {
  return "%{eif:n:d}";
}

/**
 * The label of each frame, counted on from `start` by drawtext's frame number (SMPTE ST 12-1). Not by its own
 * `timecode` option: that takes the whole text for itself, and only some rates.
 */
export function countedTimecode(start: Timecode, rate: FrameRate): string {
  const nominal = nominalFps(rate);
  const isDrop = start.dropFrame && allowsDropFrame(rate);
  const first = timecodeToFrames({ ...start, dropFrame: isDrop }, rate);
  const frame = `mod(n+${first},${framesOfDay(rate, isDrop)})`;
  const label = isDrop ? dropFrameLabel(frame, nominal) : frame;
  const part = (divisor: number, modulo: number, digits = 2) =>
    `%{eif:mod(floor((${label})/${divisor}),${modulo}):d:${digits}}`;
  const hours = part(nominal * 3600, 24);
  const minutes = part(nominal * 60, 60);
  const seconds = part(nominal, 60);
  const frames = part(1, nominal, nominal > 100 ? 3 : 2);
  return `${hours}:${minutes}:${seconds}${isDrop ? ";" : ":"}${frames}`;
}

/** The count that a label without dropped numbers would have; see `framesToTimecode`. */
function dropFrameLabel(frame: string, nominal: number): string {
  const dropped = nominal / 15;
  const perMinute = nominal * 60 - dropped;
  const perTen = perMinute * 10 + dropped;
  const rest = `mod(${frame},${perTen})`;
  const ofTen = `${dropped}*max(0,floor((${rest}-${dropped})/${perMinute}))`;
  return `${frame}+${dropped * 9}*floor(${frame}/${perTen})+${ofTen}`;
}
