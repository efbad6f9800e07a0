// Apple's encoder, on every Mac.
import { averageRateArguments } from "./average-rate.ts";
import type { Encoder } from "./encoder.ts";
import { keyframeDistance } from "./keyframes.ts";

export const VIDEOTOOLBOX: Encoder = {
  name: "videotoolbox",
  codec: "h264_videotoolbox",
  globalArguments: [],
  handOver: [],
  pictureArguments: (shape, _size, rate) => [
    ...["-c:v", "h264_videotoolbox", "-profile:v", shape.profile, "-pix_fmt", "yuv420p"],
    ...averageRateArguments(shape),
    ...["-g", String(keyframeDistance(shape, rate))],
  ],
};
