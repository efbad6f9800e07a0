// Makes the file that the crew watches: one encode to the spec's shape, with the source's own label.
import { OdailiesError } from "../domain/errors.ts";
import type { FrameRate } from "../domain/frame-rate.ts";
import type { MediaFacts, VideoFacts } from "../domain/media-facts.ts";
import { toNumber } from "../domain/rational.ts";
import type { ProxyShape } from "../domain/spec.ts";
import { chooseAudio } from "./choose-audio.ts";
import { describeSound } from "./describe-sound.ts";
import type { MediaTools } from "./find-media-tools.ts";
import { containerKindOf } from "./input-arguments.ts";
import { proxyArguments } from "./proxy-arguments.ts";
import { chooseProxyRate, expectedFrames } from "./proxy-rate.ts";
import { writableTimecode } from "./proxy-timecode.ts";
import { requireColor } from "./require-color.ts";
import { writeMedia } from "./write-media.ts";

export interface MakeProxyOptions {
  /** Absolute path; only read. */
  readonly source: string;
  /** What `probeFile` found in it. */
  readonly facts: MediaFacts;
  /** Written exactly there, whatever its extension, and gone again after a failure. */
  readonly target: string;
  readonly shape: ProxyShape;
  /** Instead of the source's own start label. */
  readonly timecode?: string | undefined;
  /** For decoder and encoder each; default all cores. */
  readonly threads?: number | undefined;
  readonly niceness?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** `framesTotal` is what is expected; it may be missed by a frame for a variable rate. */
  readonly onProgress?: ((framesDone: number, framesTotal: number) => void) | undefined;
}

export interface MadeFile {
  readonly path: string;
  readonly sizeBytes: number;
  /** Stream indexes of the source that are heard in it, left before right; empty for a silent take. */
  readonly audioStreams: readonly number[];
  /** The start label written, if any. */
  readonly timecode: string | undefined;
  /** Full sentences on what could not be carried over. */
  readonly warnings: readonly string[];
}

/**
 * Throws `proxy_failed` (with command line, exit code, last lines), `insufficient_space`, `tool_missing`, or the
 * signal's reason. What comes out is to be probed again and held against the source with `compareMedia`.
 */
export async function makeProxy(tools: MediaTools, options: MakeProxyOptions): Promise<MadeFile> {
  const { source, facts, target, shape } = options;
  const { video, rate } = requirePicture(source, facts);
  requireColor(source, video, tools.ffmpeg);
  const { capabilities } = tools.ffmpeg;
  const audio = chooseAudio(facts.audio, (codec) => capabilities.decodableCodecs.has(codec));
  const timecode = writableTimecode(options.timecode ?? facts.timecode, rate);
  const total = expectedFrames(video, rate);
  const args = proxyArguments({
    source,
    kind: containerKindOf(facts),
    video,
    rate,
    audio,
    shape,
    timecode,
    target,
    threads: options.threads,
    capabilities,
  });
  const { sizeBytes } = await writeMedia({
    ffmpegPath: tools.ffmpeg.path,
    args,
    source,
    target,
    what: "The proxy",
    maxFrames: total === undefined ? undefined : Math.ceil(total * 1.1 + toNumber(rate) * 2),
    signal: options.signal,
    niceness: options.niceness,
    onProgress: ({ frames }) => options.onProgress?.(frames, total ?? frames),
  });
  return { path: target, sizeBytes, timecode, ...describeSound(facts, audio) };
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
