// Puts every frame on the even grid of the proxy's rate.
import type { FrameRate } from "../../domain/frame-rate.ts";
import type { VideoFacts } from "../../domain/media-facts.ts";
import { formatRational } from "../../domain/rational.ts";
import { expectedFrames } from "../../domain/proxy-rate.ts";

/**
 * A constant rate is counted, not timed: frame n is at n / rate, so that neither rounded time stamps nor a late
 * start adds or loses a frame. Anything else is brought to the even grid by its times.
 */
export function retime(video: VideoFacts, rate: FrameRate): readonly string[] {
  // In a clock of one tick per frame: setpts cuts fractions off, which would put two frames on one tick.
  if (video.isConstantRate === true) return [`settb=${rate.den}/${rate.num}`, "setpts=N"];
  const frames = expectedFrames(video, rate);
  // Builds differ in how long they hold the last picture.
  const cut = frames === undefined ? [] : [`trim=end_frame=${Math.max(1, frames)}`];
  return ["setpts=PTS-STARTPTS", `fps=fps=${formatRational(rate)}:round=near`, ...cut];
}
