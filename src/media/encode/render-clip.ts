// Makes everything that is asked of one source in one ffmpeg run: graded and LOG proxy, still, measurements.
import { stat } from "node:fs/promises";
import { join } from "node:path";
import type { ContentFacts } from "../../domain/content-facts.ts";
import { OdailiesError } from "../../domain/errors.ts";
import type { FrameRate } from "../../domain/frame-rate.ts";
import type { MediaFacts, VideoFacts } from "../../domain/media-facts.ts";
import { toNumber } from "../../domain/rational.ts";
import type { ProxyShape } from "../../domain/spec.ts";
import { chooseAudio } from "../choose-audio.ts";
import { describeSound } from "../describe-sound.ts";
import type { MediaTools } from "../find-media-tools.ts";
import type { SourceInput } from "../input-arguments.ts";
import type { MadeFile } from "../made-file.ts";
import { findLtc } from "../ltc/find-ltc.ts";
import { chooseProxyRate, expectedFrames } from "../../domain/proxy-rate.ts";
import { fitProxySize } from "../proxy-size.ts";
import { writableTimecode } from "../../domain/proxy-timecode.ts";
import { requireColor } from "../require-color.ts";
import { withSource } from "../with-source.ts";
import { writeMedia } from "../write-media.ts";
import type { Encoder } from "./encoders/encoder.ts";
import { X264 } from "./encoders/x264.ts";
import { listenToDecoder } from "./listen-to-decoder.ts";
import { readContent } from "./read-content.ts";
import { renderArguments } from "./render-arguments.ts";
import type { GradedOutput, LogOutput, StillOutput } from "./render-plan.ts";

export interface RenderOptions {
  /** Absolute path; only read. */
  readonly source: string;
  /** What `probeFile` found in it. */
  readonly facts: MediaFacts;
  readonly shape: ProxyShape;
  /** Holds everything made; ffmpeg runs in it, so that no name has to be escaped. */
  readonly folder: string;
  /** At least one of both. */
  readonly graded?: GradedOutput | undefined;
  readonly log?: LogOutput | undefined;
  readonly still?: Omit<StillOutput, "frame"> & { readonly atSeconds: number };
  /** Default x264. */
  readonly encoder?: Encoder | undefined;
  /** Instead of the source's own start label. */
  readonly timecode?: string | undefined;
  /** For decoder and encoder each; default all cores. */
  readonly threads?: number | undefined;
  readonly niceness?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** `framesTotal` is what is expected; it may be missed by a frame for a variable rate. */
  readonly onProgress?: ((framesDone: number, framesTotal: number) => void) | undefined;
}

export interface RenderedClip {
  readonly graded: MadeFile | undefined;
  readonly log: MadeFile | undefined;
  /** Undefined where none was asked for. The first frame where the clip has not the one asked for. */
  readonly still: { readonly path: string; readonly sizeBytes: number } | undefined;
  readonly content: ContentFacts;
  /** What the decoder said against the source. */
  readonly decodeErrors: readonly string[];
  /** Full sentences on what could not be carried over. */
  readonly warnings: readonly string[];
}

const INSPECT = { pictureFile: "picture.txt", soundFile: "sound.txt" };

/**
 * Throws `proxy_failed` (with command line, exit code, last lines), `insufficient_space`, `tool_missing`, or the
 * signal's reason. What comes out is to be probed again and held against the source with `compareMedia`.
 */
export async function renderClip(tools: MediaTools, options: RenderOptions): Promise<RenderedClip> {
  return withSource(options, (input) => renderInput(tools, options, input));
}

async function renderInput(
  tools: MediaTools,
  options: RenderOptions,
  input: SourceInput,
): Promise<RenderedClip> {
  const { source, facts, shape, folder, graded, log } = options;
  const { video, rate } = requirePicture(source, facts);
  if (graded?.look === undefined) requireColor(source, video, tools.ffmpeg);
  const { capabilities } = tools.ffmpeg;
  const canDecode = (codec: string) => capabilities.decodableCodecs.has(codec);
  const tracks = facts.audio.filter(({ codec }) => codec !== undefined && canDecode(codec));
  const { signal } = options;
  const ltc = await findLtc({ ffmpegPath: tools.ffmpeg.path, input, tracks, folder, signal });
  const audio = chooseAudio(facts.audio, canDecode, ltc);
  const timecode = writableTimecode(options.timecode ?? facts.timecode, rate);
  const total = expectedFrames(video, rate);
  const still = options.still && { ...options.still, frame: frameAt(options.still.atSeconds, rate, total) };
  const encoder = options.encoder ?? X264;
  const args = renderArguments({
    input,
    video,
    rate,
    size: fitProxySize(video, shape),
    audio,
    shape,
    timecode,
    encoder,
    outputs: { graded, log, still, inspect: INSPECT },
    threads: options.threads,
    capabilities,
  });
  const decoder = listenToDecoder(video, encoder.codec);
  const targets = [graded, log].flatMap((output) => (output ? [join(folder, output.file)] : []));
  await writeMedia({
    ffmpegPath: tools.ffmpeg.path,
    args,
    folder,
    source,
    targets,
    what: "The proxy",
    maxFrames: total === undefined ? undefined : Math.ceil(total * 1.1 + toNumber(rate) * 2),
    signal,
    niceness: options.niceness,
    onComplaint: decoder.hear,
    onProgress: ({ frames }) => options.onProgress?.(frames, total ?? frames),
  });
  const sound = describeSound(facts, audio, ltc);
  const made = async (output: { readonly file: string } | undefined) =>
    output && {
      path: join(folder, output.file),
      ...(await sizeOf(join(folder, output.file))),
      timecode,
      ...sound,
    };
  const content = await readContent({
    folder,
    files: INSPECT,
    seconds: total === undefined ? (video.durationSeconds ?? 0) : total / toNumber(rate),
    canFreeze: capabilities.filters.has("freezedetect"),
  });
  return {
    graded: await made(graded),
    log: await made(log),
    still: still && (await stillOf(join(folder, still.file))),
    content,
    decodeErrors: decoder.complaints(),
    warnings: sound.warnings,
  };
}

const sizeOf = async (path: string) => ({ sizeBytes: (await stat(path)).size });

/** A frame that never came leaves an empty file or none. */
async function stillOf(path: string): Promise<RenderedClip["still"]> {
  const { sizeBytes } = await sizeOf(path).catch(() => ({ sizeBytes: 0 }));
  return sizeBytes > 0 ? { path, sizeBytes } : undefined;
}

/** The last frame at most: a share of 100 % is behind it. */
function frameAt(seconds: number, rate: FrameRate, frames: number | undefined): number {
  const frame = Math.max(0, Math.floor(seconds * toNumber(rate) + 1e-6));
  return frames === undefined ? frame : Math.min(frame, Math.max(0, frames - 1));
}

function requirePicture(source: string, facts: MediaFacts): { video: VideoFacts; rate: FrameRate } {
  const { video } = facts;
  const rate = video && chooseProxyRate(video);
  if (video && rate && video.width > 0 && video.height > 0) return { video, rate };
  throw new OdailiesError(
    "proxy_failed",
    `No proxy can be made of ${source}: ${video ? "its frame rate is not known" : "it holds no picture"}.`,
    { hint: "Render it in a dailies tool and add the result." },
  );
}
