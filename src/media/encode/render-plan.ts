// What one ffmpeg run makes of one source: pictures, sound, a still, and what is found out on the way.
import type { FrameRate } from "../../domain/frame-rate.ts";
import type { VideoFacts } from "../../domain/media-facts.ts";
import type { ProxyShape } from "../../domain/spec.ts";
import type { AudioChoice } from "../choose-audio.ts";
import type { BurnInFacts } from "../burn-in/burn-in-fields.ts";
import type { BurnIn } from "../burn-in/burn-in.ts";
import type { BurnInFonts } from "../burn-in/choose-font.ts";
import type { SourceInput } from "../input-arguments.ts";
import type { PictureSize } from "../proxy-size.ts";
import type { Capabilities } from "../read-capabilities.ts";
import type { Encoder } from "./encoders/encoder.ts";

/** The picture that the crew watches. All file names are of files in the folder that ffmpeg runs in. */
export interface GradedOutput {
  readonly file: string;
  /** Filters on full-range 16-bit RGB that lay a look onto the source's code values; undefined for none. */
  readonly look?: readonly string[] | undefined;
  /** What is burnt into the finished picture; the still is taken before. */
  readonly burnIn?: BurnInToDraw | undefined;
}

export interface BurnInToDraw {
  readonly burnIn: BurnIn;
  readonly fonts: BurnInFonts;
  readonly clip: Pick<BurnInFacts, "name" | "roll" | "metadata">;
}

/** The picture as recorded: no look, no burn-in, no tone mapping. */
export interface LogOutput {
  readonly file: string;
}

export interface StillOutput {
  readonly file: string;
  /** Number of the frame, from 0, that is taken. */
  readonly frame: number;
  readonly maxWidth: number;
}

/** Where measurements are written, one text file for the picture and one for the sound. */
export interface InspectOutput {
  readonly pictureFile: string;
  readonly soundFile: string;
}

export interface RenderOutputs {
  readonly graded?: GradedOutput | undefined;
  readonly log?: LogOutput | undefined;
  readonly still?: StillOutput | undefined;
  readonly inspect?: InspectOutput | undefined;
}

export interface RenderPlan {
  readonly input: SourceInput;
  readonly video: VideoFacts;
  readonly rate: FrameRate;
  readonly size: PictureSize;
  readonly audio: AudioChoice | undefined;
  readonly shape: ProxyShape;
  readonly timecode: string | undefined;
  readonly encoder: Encoder;
  readonly outputs: RenderOutputs;
  readonly threads: number | undefined;
  readonly capabilities: Capabilities;
}
