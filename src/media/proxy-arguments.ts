// The command line of a proxy encode, built from facts alone.
import type { FrameRate } from "../domain/frame-rate.ts";
import type { VideoFacts } from "../domain/media-facts.ts";
import { formatRational, toNumber } from "../domain/rational.ts";
import type { ProxyShape } from "../domain/spec.ts";
import { audioChain } from "./audio-chain.ts";
import type { AudioChoice } from "./choose-audio.ts";
import { chooseH264Level } from "./h264-level.ts";
import { type ContainerKind, inputArguments } from "./input-arguments.ts";
import { BT709_TAGS, QUIET_WITH_PROGRESS, keepTimesArguments, movieArguments } from "./output-arguments.ts";
import { expectedFrames } from "./proxy-rate.ts";
import { type PictureSize, fitProxySize } from "./proxy-size.ts";
import type { Capabilities } from "./read-capabilities.ts";
import { videoChain } from "./video-chain.ts";

export interface ProxyPlan {
  readonly source: string;
  readonly kind: ContainerKind;
  readonly video: VideoFacts;
  readonly rate: FrameRate;
  readonly audio: AudioChoice | undefined;
  readonly shape: ProxyShape;
  readonly timecode: string | undefined;
  readonly target: string;
  readonly threads: number | undefined;
  readonly capabilities: Capabilities;
}

/** Pure. One picture and the chosen sound are mapped, never data streams: those break drop-frame timecode. */
export function proxyArguments(plan: ProxyPlan): readonly string[] {
  const { video, rate, audio, shape } = plan;
  const size = fitProxySize(video, shape);
  const frames = expectedFrames(video, rate);
  const graph = [`[0:${video.streamIndex}]${videoChain(video, size, rate)}[v]`];
  if (audio) {
    graph.push(
      audioChain(audio, {
        sampleRate: shape.audioSampleRate,
        videoStartSeconds: video.startSeconds,
        videoSeconds: frames === undefined ? undefined : frames / toNumber(rate),
      }),
    );
  }
  const threads = plan.threads === undefined ? [] : ["-threads", String(plan.threads)];
  return [
    ...QUIET_WITH_PROGRESS,
    ...threads,
    ...inputArguments(plan.source, plan.kind),
    ...["-filter_complex", graph.join(";"), "-map", "[v]", ...(audio ? ["-map", "[a]"] : [])],
    ...pictureArguments(shape, size, rate),
    ...keepTimesArguments(plan.capabilities),
    ...(audio ? soundArguments(shape) : []),
    ...threads,
    ...movieArguments(plan.timecode),
    `file:${plan.target}`,
  ];
}

function pictureArguments(shape: ProxyShape, size: PictureSize, rate: FrameRate): readonly string[] {
  const fps = toNumber(rate);
  return [
    ...["-c:v", "libx264", "-preset", shape.preset, "-profile:v", shape.profile],
    ...["-level:v", chooseH264Level(size, rate), "-pix_fmt", "yuv420p"],
    ...[
      "-crf",
      String(shape.crf),
      "-maxrate",
      String(shape.maxBitRate),
      "-bufsize",
      String(shape.bufferBits),
    ],
    // Keyframes at even distances: scene cuts would make seeking times differ from clip to clip.
    ...["-g", String(Math.max(1, Math.round(shape.keyframeSeconds * fps)))],
    ...["-keyint_min", String(Math.max(1, Math.round(fps))), "-sc_threshold", "0", "-bf", "2"],
    ...["-r", formatRational(rate), ...BT709_TAGS],
  ];
}

function soundArguments(shape: ProxyShape): readonly string[] {
  return [
    ...["-c:a", "aac", "-b:a", String(shape.audioBitRate)],
    ...["-ar", String(shape.audioSampleRate), "-ac", "2"],
  ];
}
