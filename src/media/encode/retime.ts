// Puts every frame on the even grid of the proxy's rate.
import type { FrameRate } from "../../domain/frame-rate.ts";
import type { VideoFacts } from "../../domain/media-facts.ts";
import { formatRational, toNumber } from "../../domain/rational.ts";
import { expectedFrames } from "../../domain/proxy-rate.ts";

/**
 * A constant rate is counted, not timed: frame n is at n / rate, so that neither rounded time stamps nor a late
 * start adds or loses a frame. Anything else is brought to the even grid by its times.
 */
export function retime(video: VideoFacts, rate: FrameRate): readonly string[] {
  const lead = video.undecodableLeadSeconds ?? 0;
  // In a clock of one tick per frame: setpts cuts fractions off, which would put two frames on one tick.
  if (video.isConstantRate === true)
    return [...holdFirst(Math.round(lead * toNumber(rate))), `settb=${rate.den}/${rate.num}`, "setpts=N"];
  const frames = expectedFrames(video, rate);
  // Builds differ in how long they hold the last picture.
  const cut = frames === undefined ? [] : [`trim=end_frame=${Math.max(1, frames)}`];
  const start = lead > 0 ? [`setpts=PTS-STARTPTS+${lead.toFixed(6)}/TB`] : ["setpts=PTS-STARTPTS"];
  const from = lead > 0 ? ":start_time=0" : "";
  return [...start, `fps=fps=${formatRational(rate)}:round=near${from}`, ...cut];
}

/** In place of pictures in front that cannot be decoded: timecode and sound begin with them. */
function holdFirst(frames: number): readonly string[] {
  return frames > 0 ? [`loop=loop=${frames}:size=1:start=0`] : [];
}
