// The Linux way to the encoders of Intel and AMD.
import { averageRateArguments } from "./average-rate.ts";
import type { Encoder } from "./encoder.ts";
import { keyframeDistance } from "./keyframes.ts";

export const VAAPI: Encoder = {
  name: "vaapi",
  codec: "h264_vaapi",
  globalArguments: ["-vaapi_device", "/dev/dri/renderD128"],
  handOver: ["format=nv12", "hwupload"],
  pictureArguments: (shape, _size, rate) => [
    ...["-c:v", "h264_vaapi", "-profile:v", shape.profile, ...averageRateArguments(shape)],
    ...["-g", String(keyframeDistance(shape, rate)), "-bf", "0"],
  ],
};
