// The frame rate at which a clip goes up: its own, exact; for a variable one the rate that its recorder aimed at.
import type { FrameRate } from "./frame-rate.ts";
import type { VideoFacts } from "./media-facts.ts";
import { sameRational, toNumber } from "./rational.ts";
import { nearestStandardRate } from "./standard-rates.ts";

/** Above this a variable base rate is an artefact of time stamps, and no viewer needs it. */
const MAX_VARIABLE_FPS = 60.5;

/**
 * The same for a source and for the proxy made of it, so that whoever tells, compares or sends the rate of a clip
 * gives the one answer whichever of the two files is at hand.
 */
export function chooseProxyRate(video: VideoFacts): FrameRate | undefined {
  const { frameRate, averageFrameRate } = video;
  if (video.isConstantRate !== false) return frameRate ?? averageFrameRate;
  if (frameRate && toNumber(frameRate) <= MAX_VARIABLE_FPS) {
    const standard = nearestStandardRate(toNumber(frameRate));
    if (sameRational(standard, frameRate)) return standard;
  }
  const fps = averageFrameRate ?? frameRate;
  return fps && nearestStandardRate(toNumber(fps));
}

/** Frames that a proxy should have; undefined where nobody can know before the decode. */
export function expectedFrames(video: VideoFacts, rate: FrameRate): number | undefined {
  if (video.isConstantRate !== false && video.frameCount !== undefined) return video.frameCount;
  return video.durationSeconds === undefined ? undefined : Math.round(video.durationSeconds * toNumber(rate));
}
