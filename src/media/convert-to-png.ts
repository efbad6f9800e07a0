// Makes a PNG of a JPEG that somebody has sent.
import type { MediaTools } from "./find-media-tools.ts";
import { MAX_PIXELS } from "./input-arguments.ts";
import { PROTOCOLS } from "./known-formats.ts";
import { QUIET_WITH_PROGRESS } from "./output-arguments.ts";
import { PICTURE_ENCODERS } from "./still-arguments.ts";
import { writeMedia } from "./write-media.ts";

export interface ConvertToPngOptions {
  /** A JPEG, of whatever origin. */
  readonly source: string;
  /** Written exactly there, and gone again after a failure. */
  readonly target: string;
  /** Never enlarged. */
  readonly maxWidth: number;
  readonly signal?: AbortSignal | undefined;
}

/** Throws as `writeMedia` does. */
export async function convertToPng(
  { ffmpeg }: Pick<MediaTools, "ffmpeg">,
  { source, target, maxWidth, signal }: ConvertToPngOptions,
): Promise<void> {
  // JFIF is full-range BT.601.
  const scale = `scale=w='min(iw,${maxWidth})':h=-2:flags=lanczos:in_color_matrix=bt601:in_range=pc:out_range=pc`;
  const args = [
    ...QUIET_WITH_PROGRESS,
    ...["-protocol_whitelist", PROTOCOLS, "-codec_whitelist", "mjpeg", "-max_pixels", MAX_PIXELS],
    ...["-f", "mjpeg", "-i", `file:${source}`, "-frames:v", "1"],
    ...["-vf", `${scale},format=rgb24,setsar=1`, "-map_metadata", "-1", ...PICTURE_ENCODERS.png],
    `file:${target}`,
  ];
  const call = { ffmpegPath: ffmpeg.path, args, source, targets: [target] };
  await writeMedia({ ...call, what: "The picture", maxFrames: 2, signal });
}
