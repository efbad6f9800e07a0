// Which frame of a clip stands for it.
import type { MediaFacts } from "../../domain/media-facts.ts";
import { chooseProxyRate } from "../../domain/proxy-rate.ts";
import { toNumber } from "../../domain/rational.ts";
import { parseTimecode, timecodeToFrames } from "../../domain/timecode.ts";
import { middleSeconds } from "../../media/make-still.ts";

export const STILL_WIDTH = 1280;

/** Where in the clip: the middle, a share of it, or a timecode that lies within it (else the middle). */
export function stillSeconds(where: string, facts: MediaFacts): number {
  const duration = facts.video?.durationSeconds ?? facts.container.durationSeconds ?? 0;
  const percent = /^(\d+(?:\.\d+)?)%$/.exec(where);
  // The very last frame cannot be sought to in every file; a frame before it can.
  if (percent) return Math.min((duration * Number(percent[1])) / 100, Math.max(0, duration - 0.2));
  const wanted = parseTimecode(where);
  const start = parseTimecode(facts.timecode);
  const rate = facts.video && chooseProxyRate(facts.video);
  if (wanted && start && rate) {
    const seconds = (timecodeToFrames(wanted, rate) - timecodeToFrames(start, rate)) / toNumber(rate);
    if (seconds >= 0 && seconds < duration) return seconds;
  }
  return middleSeconds(facts);
}
