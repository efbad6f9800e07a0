// Intel's encoder.
import { averageRateArguments } from "./average-rate.ts";
import type { Encoder } from "./encoder.ts";
import { keyframeDistance } from "./keyframes.ts";

export const QSV: Encoder = {
  name: "qsv",
  codec: "h264_qsv",
  globalArguments: [],
  handOver: ["format=nv12"],
  pictureArguments: (shape, _size, rate) => [
    ...["-c:v", "h264_qsv", "-preset", "medium", "-profile:v", shape.profile],
    ...averageRateArguments(shape),
    ...["-g", String(keyframeDistance(shape, rate)), "-bf", "2", "-idr_interval", "0"],
  ],
};
