// What is known about a media file after probing: facts only, no judgement (that is the spec's).
import type { FrameRate } from "./frame-rate.ts";
import type { Rational } from "./rational.ts";

/** `undefined` in any field means "not tagged" or "not known": ffprobe's `unknown`, `N/A` and missing are all that. */
export interface MediaFacts {
  readonly sizeBytes: number;
  readonly container: ContainerFacts;
  /** The picture that plays: never an attached picture. */
  readonly video: VideoFacts | undefined;
  /** Video streams that are no attached pictures. */
  readonly videoStreamCount: number;
  readonly audio: readonly AudioFacts[];
  /** Start timecode as written in the file, `;` before the frames when drop-frame. */
  readonly timecode: string | undefined;
  readonly reelName: string | undefined;
  /** When it was recorded, as the camera wrote it: a day, or ISO 8601, with `Z` an instant; never the file's mtime. */
  readonly recordedDate: string | undefined;
  /** The zone of the place, where the camera told it: `-0700`. */
  readonly recordedZone?: string | undefined;
  readonly cameraModel: string | undefined;
  /** When the container says that it was begun, ms since 1970; some recorders write when they ended it. */
  readonly createdMs: number | undefined;
  /** What the file tells of place, people and equipment, each thing once; left out where it was not looked for. */
  readonly personal?: readonly PersonalData[];
  /** Lines that ffprobe wrote to stderr although it exited 0 ("partial file", decode errors). */
  readonly complaints: readonly string[];
  /** What decoding complained of, of the first and last two seconds or of all; undefined where it was not tried. */
  readonly decodeErrors: readonly string[] | undefined;
  /** Of a recording over several files, whose facts these are together: each file in its order. */
  readonly parts?: readonly PartFacts[];
}

/** `camera data` is a maker's own, which may hold all of the others. */
export type PersonalKind = "position" | "name" | "serial" | "camera data";

/** Never the value: it would end up in a report. */
export interface PersonalData {
  readonly kind: PersonalKind;
  /** The tag, box or track that holds it, for people. */
  readonly where: string;
}

export interface PartFacts {
  /** Absolute. */
  readonly path: string;
  /** Length of its picture: where the next file begins. */
  readonly seconds: number;
}

export interface ContainerFacts {
  /** ffprobe's `format_name`, e.g. `mov,mp4,m4a,3gp,3g2,mj2`. */
  readonly formatName: string;
  readonly durationSeconds: number | undefined;
  readonly bitRate: number | undefined;
  /** ISO base media only; undefined elsewhere. */
  readonly moovBeforeMdat: boolean | undefined;
  readonly isFragmented: boolean | undefined;
  readonly majorBrand: string | undefined;
}

export interface VideoFacts {
  readonly streamIndex: number;
  readonly codec: string | undefined;
  readonly codecTag: string | undefined;
  readonly profile: string | undefined;
  /** H.264 level × 10: 42 is 4.2. */
  readonly level: number | undefined;
  readonly pixelFormat: string | undefined;
  /** Stored size, before rotation and sample aspect. */
  readonly width: number;
  readonly height: number;
  /** Size as it is meant to be seen: rotated, square pixels, even. */
  readonly displayWidth: number;
  readonly displayHeight: number;
  /** Undefined when unknown (`0:1`, `N/A`). */
  readonly sampleAspect: Rational | undefined;
  /** Clockwise degrees to turn for display: 0, 90, 180, 270. Anything that is no multiple of 90 counts as 0. */
  readonly rotation: number;
  readonly fieldOrder: string | undefined;
  readonly frameRate: FrameRate | undefined;
  readonly averageFrameRate: FrameRate | undefined;
  readonly colorRange: string | undefined;
  readonly colorMatrix: string | undefined;
  readonly colorTransfer: string | undefined;
  readonly colorPrimaries: string | undefined;
  readonly isDolbyVision: boolean;
  readonly isEncrypted: boolean;
  readonly bitRate: number | undefined;
  readonly startSeconds: number | undefined;
  readonly durationSeconds: number | undefined;
  /** From the sample tables or the container; undefined when it would take a decode to know. */
  readonly frameCount: number | undefined;
  /** Every frame lasts equally long. Undefined when not known. */
  readonly isConstantRate: boolean | undefined;
  readonly maxKeyframeDistanceSeconds: number | undefined;
  readonly startsWithKeyframe: boolean | undefined;
  /** Shown before the first keyframe and cut off from what they refer to: so long, no decoder gives a picture. */
  readonly undecodableLeadSeconds?: number;
  /** An edit list leaves out pictures that are in the file: a copy of the coded pictures would show them again. */
  readonly hidesPictures?: boolean;
  /** The fields of a picture lie in the file one by one, so that a copy would be taken for one of twice the rate. */
  readonly isFieldCoded?: boolean;
}

export interface AudioFacts {
  readonly streamIndex: number;
  readonly codec: string | undefined;
  readonly profile: string | undefined;
  readonly channels: number;
  readonly sampleRate: number | undefined;
  readonly bitRate: number | undefined;
  readonly startSeconds: number | undefined;
  readonly durationSeconds: number | undefined;
  /** Track name as the recorder wrote it (`Mix`, `MIX L`), if any. */
  readonly title: string | undefined;
}

/** Why a file could not be probed into usable facts. */
export interface ProbeProblem {
  readonly code:
    | "empty"
    | "unreadable"
    | "no_streams"
    | "no_video"
    | "undecodable"
    | "encrypted"
    | "partial"
    | "vanished";
  /** A full sentence. */
  readonly message: string;
  /** For `undecodable` camera originals: the tool that reads them. */
  readonly needs?: string;
}
