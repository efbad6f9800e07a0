// The start timecode as ffmpeg takes it: what it does not accept it leaves out with exit code 0.
import type { FrameRate } from "./frame-rate.ts";
import { nominalFps } from "./frame-rate.ts";
import { allowsDropFrame, formatTimecode, parseTimecode } from "./timecode.ts";

/**
 * Undefined where there is none or where its frames do not exist at this rate. A drop-frame flag is kept only where
 * the rate has drop-frame: at 23.976 or 25 ffmpeg would write no timecode at all.
 */
export function writableTimecode(text: string | undefined, rate: FrameRate): string | undefined {
  const timecode = parseTimecode(text);
  if (!timecode || timecode.frames >= nominalFps(rate)) return undefined;
  return formatTimecode({ ...timecode, dropFrame: timecode.dropFrame && allowsDropFrame(rate) });
}
