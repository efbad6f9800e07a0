// The filters from a decoded source picture to the proxy's: deinterlaced, upright, square, BT.709, evenly timed.
import type { FrameRate } from "../domain/frame-rate.ts";
import type { VideoFacts } from "../domain/media-facts.ts";
import { formatRational } from "../domain/rational.ts";
import { TAG_AS_BT709, colorChain } from "./color-chain.ts";
import { expectedFrames } from "./proxy-rate.ts";
import type { PictureSize } from "./proxy-size.ts";

/** `tb` is stored top first but shown bottom first, `bt` the other way round (ffprobe's field_order). */
const FIELD_PARITY: Readonly<Record<string, "tff" | "bff">> = { tt: "tff", bt: "tff", bb: "bff", tb: "bff" };

/** One frame out for each frame in, so that the count and the timecode stay. */
export function deinterlace(video: Pick<VideoFacts, "fieldOrder">): readonly string[] {
  const parity = FIELD_PARITY[video.fieldOrder ?? ""];
  return parity ? [`yadif=mode=send_frame:parity=${parity}:deint=all`] : [];
}

/** A comma-separated chain; ffmpeg's own autorotation has turned the picture before it. */
export function videoChain(video: VideoFacts, size: PictureSize, rate: FrameRate): string {
  return [
    ...deinterlace(video),
    ...colorChain(video, size, "video"),
    TAG_AS_BT709,
    ...retime(video, rate),
  ].join(",");
}

/**
 * A constant rate is counted, not timed: frame n is at n / rate, so that neither rounded time stamps nor a late
 * start adds or loses a frame. Anything else is brought to the even grid by its times.
 */
function retime(video: VideoFacts, rate: FrameRate): readonly string[] {
  // In a clock of one tick per frame: setpts cuts fractions off, which would put two frames on one tick.
  if (video.isConstantRate === true) return [`settb=${rate.den}/${rate.num}`, "setpts=N"];
  const frames = expectedFrames(video, rate);
  // Builds differ in how long they hold the last picture.
  const cut = frames === undefined ? [] : [`trim=end_frame=${Math.max(1, frames)}`];
  return ["setpts=PTS-STARTPTS", `fps=fps=${formatRational(rate)}:round=near`, ...cut];
}
