// libx264: the encoder that every ffmpeg used here has, and the one that the spec's numbers are made for.
import { toNumber } from "../../../domain/rational.ts";
import { chooseH264Level } from "../../h264-level.ts";
import type { Encoder } from "./encoder.ts";
import { keyframeDistance } from "./keyframes.ts";

export const X264: Encoder = {
  name: "x264",
  codec: "libx264",
  globalArguments: [],
  handOver: [],
  pictureArguments: (shape, size, rate) => [
    ...["-c:v", "libx264", "-preset", shape.preset, "-profile:v", shape.profile],
    ...["-level:v", chooseH264Level(size, rate), "-pix_fmt", "yuv420p"],
    ...["-crf", String(shape.crf), "-maxrate", String(shape.maxBitRate)],
    ...["-bufsize", String(shape.bufferBits), "-g", String(keyframeDistance(shape, rate))],
    ...["-keyint_min", String(Math.max(1, Math.round(toNumber(rate)))), "-sc_threshold", "0", "-bf", "2"],
  ],
};
