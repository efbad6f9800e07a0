// The command line of a still: one frame, found by seeking, upright, square, in the picture format's own colours.
import type { VideoFacts } from "../domain/media-facts.ts";
import { colorChain } from "./color-chain.ts";
import { deinterlace } from "./deinterlace.ts";
import { type SourceInput, inputArguments } from "./input-arguments.ts";
import { QUIET_WITH_PROGRESS } from "./output-arguments.ts";
import { fitProxySize } from "./proxy-size.ts";

export type PictureFormat = "jpeg" | "png";

export interface StillPlan {
  readonly input: SourceInput;
  readonly video: VideoFacts;
  readonly atSeconds: number;
  readonly maxWidth: number;
  readonly format: PictureFormat;
  readonly target: string;
}

/** Pure. The seek stands before the input: only the frames since the last keyframe are decoded. */
export function stillArguments(plan: StillPlan): readonly string[] {
  const { video } = plan;
  const size = fitProxySize(video, { maxWidth: plan.maxWidth, maxHeight: plan.maxWidth });
  const chain = [
    ...deinterlace(video),
    ...colorChain(video, size, { target: plan.format, isToneMapped: true }),
  ].join(",");
  return [
    ...QUIET_WITH_PROGRESS,
    ...(plan.atSeconds > 0 ? ["-ss", plan.atSeconds.toFixed(3)] : []),
    ...inputArguments(plan.input),
    ...["-filter_complex", `[0:${video.streamIndex}]${chain}[v]`, "-map", "[v]", "-frames:v", "1"],
    ...["-map_metadata", "-1", ...PICTURE_ENCODERS[plan.format]],
    `file:${plan.target}`,
  ];
}

/** Raw muxers: the image one would read a % in the name as a pattern. */
export const PICTURE_ENCODERS: Readonly<Record<PictureFormat, readonly string[]>> = {
  jpeg: ["-c:v", "mjpeg", "-q:v", "3", "-f", "mjpeg"],
  png: ["-c:v", "png", "-f", "image2pipe"],
};
