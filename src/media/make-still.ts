// Makes the thumbnail of a clip.
import { dirname } from "node:path";
import { OdailiesError } from "../domain/errors.ts";
import type { MediaFacts, VideoFacts } from "../domain/media-facts.ts";
import { toNumber } from "../domain/rational.ts";
import { requireColor } from "./require-color.ts";
import type { MediaTools } from "./find-media-tools.ts";
import type { SourceInput } from "./input-arguments.ts";
import type { MadeFile } from "./made-file.ts";
import { type PictureFormat, stillArguments } from "./still-arguments.ts";
import { withSource } from "./with-source.ts";
import { writeMedia } from "./write-media.ts";

export interface MakeStillOptions {
  readonly source: string;
  readonly facts: MediaFacts;
  /** Counted from the first frame; beyond the end gives the first frame. */
  readonly at: { readonly seconds: number };
  /** Written exactly there, and gone again after a failure. */
  readonly target: string;
  /** JPEG when left out. */
  readonly format?: PictureFormat;
  /** Longest side; never enlarged. Usual: 1280 to 1920. */
  readonly maxWidth: number;
  readonly signal?: AbortSignal | undefined;
}

/** The middle of the middle frame; 0 where the length is not known. */
export function middleSeconds(facts: MediaFacts): number {
  const { video } = facts;
  const frameSeconds = video?.frameRate ? 1 / toNumber(video.frameRate) : 0;
  const seconds = video?.durationSeconds ?? facts.container.durationSeconds ?? 0;
  if (video?.frameCount !== undefined && video.isConstantRate === true) {
    return Math.floor(video.frameCount / 2) * frameSeconds;
  }
  return Math.max(0, seconds / 2);
}

/** Throws as `renderClip` does. */
export async function makeStill(tools: MediaTools, options: MakeStillOptions): Promise<MadeFile> {
  const { source, facts, target } = options;
  const { video } = facts;
  if (!video) {
    throw new OdailiesError("proxy_failed", `${source} holds no picture to make a still of.`, {
      hint: "Check what was rendered there.",
    });
  }
  requireColor(source, video, tools.ffmpeg);
  const sizeBytes = await withSource({ source, facts, folder: dirname(target) }, (input) =>
    writeStill(tools, options, input, video),
  );
  return { path: target, sizeBytes, audioStreams: [], timecode: undefined, warnings: [] };
}

/** ffmpeg exits 0 with nothing written when the seek lands behind the last frame; then the first one has to do. */
async function writeStill(
  tools: MediaTools,
  { source, at, target, format = "jpeg", maxWidth, signal }: MakeStillOptions,
  input: SourceInput,
  video: VideoFacts,
): Promise<number> {
  const attempt = (seconds: number) =>
    writeMedia({
      ffmpegPath: tools.ffmpeg.path,
      args: stillArguments({
        input,
        video,
        atSeconds: seconds,
        maxWidth,
        format,
        target,
      }),
      source,
      targets: [target],
      what: "The still",
      maxFrames: undefined,
      signal,
    });
  try {
    return (await attempt(at.seconds)).sizeBytes;
  } catch (error) {
    if (at.seconds <= 0 || !(error instanceof OdailiesError) || error.code !== "proxy_failed") throw error;
    return (await attempt(0)).sizeBytes;
  }
}
