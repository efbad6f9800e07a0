// Puts a file that is right inside into a clean container: index first, label set, missing colour tags named.
import { dirname } from "node:path";
import { OdailiesError } from "../domain/errors.ts";
import type { MediaFacts } from "../domain/media-facts.ts";
import { chooseAudio } from "./choose-audio.ts";
import { describeSound } from "./describe-sound.ts";
import type { MediaTools } from "./find-media-tools.ts";
import type { MadeFile } from "./made-file.ts";
import { writableTimecode } from "../domain/proxy-timecode.ts";
import { remuxArguments } from "./remux-arguments.ts";
import { withSource } from "./with-source.ts";
import { writeMedia } from "./write-media.ts";

export interface RemuxOptions {
  readonly source: string;
  readonly facts: MediaFacts;
  /** Written exactly there, and gone again after a failure. */
  readonly target: string;
  /** Instead of the source's own start label. */
  readonly timecode?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((framesDone: number, framesTotal: number) => void) | undefined;
}

/**
 * Copies the picture bit by bit. Sound is copied when it is AAC-LC in mono or stereo, and otherwise chosen and made
 * stereo as for a proxy. Throws as `renderClip` does.
 */
export async function remux(tools: MediaTools, options: RemuxOptions): Promise<MadeFile> {
  const { source, facts, target } = options;
  const { video } = facts;
  if (!video) {
    throw new OdailiesError("proxy_failed", `${source} holds no picture to copy.`, {
      hint: "Check what was rendered there.",
    });
  }
  const { capabilities } = tools.ffmpeg;
  const audio = chooseAudio(facts.audio, (codec) => capabilities.decodableCodecs.has(codec));
  const rate = video.frameRate ?? video.averageFrameRate;
  const timecode = rate && writableTimecode(options.timecode ?? facts.timecode, rate);
  const { sizeBytes } = await withSource({ source, facts, folder: dirname(target) }, (input) =>
    writeMedia({
      ffmpegPath: tools.ffmpeg.path,
      args: remuxArguments({ input, video, audio, timecode, target, capabilities }),
      source,
      targets: [target],
      what: "The remux",
      maxFrames: video.frameCount === undefined ? undefined : Math.ceil(video.frameCount * 1.1 + 100),
      signal: options.signal,
      onProgress: ({ frames }) => options.onProgress?.(frames, video.frameCount ?? frames),
    }),
  );
  return { path: target, sizeBytes, timecode, ...describeSound(facts, audio) };
}
