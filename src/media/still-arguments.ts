// The command line of a still: one frame, found by seeking, upright, square, in JPEG's own colours.
import type { VideoFacts } from "../domain/media-facts.ts";
import { colorChain } from "./color-chain.ts";
import { deinterlace } from "./deinterlace.ts";
import { type SourceInput, inputArguments } from "./input-arguments.ts";
import { QUIET_WITH_PROGRESS } from "./output-arguments.ts";
import { fitProxySize } from "./proxy-size.ts";

export interface StillPlan {
  readonly input: SourceInput;
  readonly video: VideoFacts;
  readonly atSeconds: number;
  readonly maxWidth: number;
  readonly target: string;
}

/** Pure. The seek stands before the input: only the frames since the last keyframe are decoded. */
export function stillArguments(plan: StillPlan): readonly string[] {
  const { video } = plan;
  const size = fitProxySize(video, { maxWidth: plan.maxWidth, maxHeight: plan.maxWidth });
  const chain = [
    ...deinterlace(video),
    ...colorChain(video, size, { target: "jpeg", isToneMapped: true }),
  ].join(",");
  return [
    ...QUIET_WITH_PROGRESS,
    ...(plan.atSeconds > 0 ? ["-ss", plan.atSeconds.toFixed(3)] : []),
    ...inputArguments(plan.input),
    ...["-filter_complex", `[0:${video.streamIndex}]${chain}[v]`, "-map", "[v]", "-frames:v", "1"],
    ...["-map_metadata", "-1", "-c:v", "mjpeg", "-q:v", "3"],
    // The raw JPEG muxer: the image one would read a % in the name as a pattern.
    ...["-f", "mjpeg", `file:${plan.target}`],
  ];
}
