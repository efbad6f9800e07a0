// What makes an H.264 picture of finished frames: in software or by a chip, all to the same shape.
import type { FrameRate } from "../../../domain/frame-rate.ts";
import type { ProxyShape } from "../../../domain/spec.ts";
import type { PictureSize } from "../../proxy-size.ts";

export type EncoderName = "x264" | "videotoolbox" | "nvenc" | "qsv" | "vaapi";

export interface Encoder {
  readonly name: EncoderName;
  /** ffmpeg's name of it, as `-encoders` lists it. */
  readonly codec: string;
  /** Options that stand before the input: opening the device. */
  readonly globalArguments: readonly string[];
  /** Filters that hand finished 8-bit 4:2:0 frames to the chip; empty for software. */
  readonly handOver: readonly string[];
  /** Codec, rate and keyframe options for a picture of this shape. */
  readonly pictureArguments: (shape: ProxyShape, size: PictureSize, rate: FrameRate) => readonly string[];
}
