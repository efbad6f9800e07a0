// Timecode cells, written back in one spelling and checked against the frame rate.
import {
  allowsDropFrame,
  formatTimecode,
  framesToTimecode,
  parseTimecode,
  timecodeToFrames,
} from "../../domain/timecode.ts";
import { frameRateFromNumber, nominalFps } from "../../domain/frame-rate.ts";
import { isNullWord } from "./null-words.ts";
import { doubt, found, type Parsed, quoted } from "./parsed.ts";
import { tidyText } from "./text.ts";

export interface TimecodeOptions {
  /** The rate that the labels are counted at, rounded or not. */
  readonly fps?: number;
  /** A column of its own says that drop-frame counting is on. */
  readonly dropFrame?: boolean;
}

/** `10.00.00.00` and `10:00:00,00` of number pads, `10000000.0` and `1000000` of spreadsheets that took it for a number. */
function spelledOut(tidy: string): string {
  const digits = /^(\d{7,8})(?:[.,]0{1,2})?$/.exec(tidy)?.[1];
  if (digits !== undefined) return digits.padStart(8, "0");
  const numpad = /^(\d{1,2})([.,])(\d{2})\2(\d{2})\2(\d{2,3})$/.exec(tidy);
  if (numpad) return [numpad[1], ...numpad.slice(3)].join(":");
  return tidy.replace(/^(\d{1,2}:\d{2}:\d{2}),(\d{2,3})$/, "$1:$2");
}

/** A time of day without frames, `10:14:25` or `2:14:25 PM`, as the label of its second; undefined for any other text. */
export function parseClock(text: string): string | undefined {
  const [, hours = "", minutes, seconds, half] =
    /^(\d{1,2}):([0-5]\d):([0-5]\d)(?:\s?([AP])\.?M\.?)?$/i.exec(tidyText(text)) ?? [];
  const hour =
    half === undefined ? Number(hours) : (Number(hours) % 12) + (half.toUpperCase() === "P" ? 12 : 0);
  if (hours === "" || hour > 23) return undefined;
  return `${String(hour).padStart(2, "0")}:${minutes}:${seconds}:00`;
}

/** `HH:MM:SS:FF`, or `HH:MM:SS;FF` where a `;` or a `.` before the frames says drop-frame. */
export function parseTimecodeText(text: string, options: TimecodeOptions = {}): Parsed<string> {
  const tidy = tidyText(text);
  if (isNullWord(tidy)) return undefined;
  const read = parseTimecode(spelledOut(tidy));
  if (!read) {
    return doubt(
      /^(?:2[4-9]|[3-9]\d)[:;]\d{1,2}[:;]\d{1,2}[:;.]\d{1,3}$/.test(tidy)
        ? `Timecode ${quoted(text)} is past 24 hours.`
        : `${quoted(text)} is not a timecode.`,
    );
  }
  const rate = options.fps === undefined ? undefined : frameRateFromNumber(options.fps);
  const isDropFrame = options.dropFrame === true || read.dropFrame;
  // A semicolon at a rate that has no drop-frame counting is a spelling: tools with an NTSC default write it at 25.
  const timecode = { ...read, dropFrame: isDropFrame && (!rate || allowsDropFrame(rate)) };
  if (!rate) return found(formatTimecode(timecode));
  if (timecode.frames >= nominalFps(rate)) {
    return doubt(
      `Timecode ${quoted(text)} has frame ${timecode.frames}, but there are only ${nominalFps(rate)} in a second.`,
    );
  }
  if (!timecode.dropFrame) return found(formatTimecode(timecode));
  const existing = formatTimecode(framesToTimecode(timecodeToFrames(timecode, rate), rate, true));
  return existing === formatTimecode(timecode)
    ? found(existing)
    : found(existing, `Timecode ${quoted(text)} does not exist in drop-frame counting; ${existing} is used.`);
}
