// NVIDIA's encoder.
import { averageRateArguments } from "./average-rate.ts";
import type { Encoder } from "./encoder.ts";
import { keyframeDistance } from "./keyframes.ts";

export const NVENC: Encoder = {
  name: "nvenc",
  codec: "h264_nvenc",
  globalArguments: [],
  handOver: [],
  pictureArguments: (shape, _size, rate) => [
    ...["-c:v", "h264_nvenc", "-preset", "slow", "-profile:v", shape.profile, "-pix_fmt", "yuv420p"],
    ...["-rc", "vbr", ...averageRateArguments(shape)],
    ...["-g", String(keyframeDistance(shape, rate)), "-bf", "2", "-no-scenecut", "1", "-forced-idr", "1"],
  ],
};
