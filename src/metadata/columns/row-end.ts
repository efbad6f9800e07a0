// Where a row's clip ends in the day: from an End column, or from the start and a duration.
import { frameRateFromNumber, nominalFps } from "../../domain/frame-rate.ts";
import { formatTimecode, framesToTimecode, parseTimecode, timecodeToFrames } from "../../domain/timecode.ts";
import { parseClock, parseTimecodeText } from "../values/timecode-text.ts";

/**
 * The label after the last frame. Durations may be timecode (`00:00:29:06`) or hours, minutes, seconds (`00:00:29`);
 * without a frame rate they cannot be added. Frame counts are not used: what they count differs by tool.
 */
export function rowEnd(
  ends: readonly string[],
  durations: readonly string[],
  start: string,
  fps: number | undefined,
): string | undefined {
  for (const end of ends) {
    const timecode = parseTimecodeText(end, fps === undefined ? {} : { fps })?.value ?? parseClock(end);
    if (timecode !== undefined) return timecode;
  }
  const rate = fps === undefined ? undefined : frameRateFromNumber(fps);
  const from = parseTimecode(start);
  if (!rate || !from) return undefined;
  for (const text of durations) {
    const isClock = /^\s*\d{1,2}:\d{2}:\d{2}\s*$/.test(text);
    const duration = parseTimecode(isClock ? `${text.trim()}:00` : text);
    if (!duration) continue;
    const frames = timecodeToFrames({ ...duration, dropFrame: false }, rate);
    if (frames === 0 || duration.frames >= nominalFps(rate)) continue;
    return formatTimecode(framesToTimecode(timecodeToFrames(from, rate) + frames, rate, from.dropFrame));
  }
  return undefined;
}
