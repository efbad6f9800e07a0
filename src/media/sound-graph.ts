// The filters that make the chosen tracks one stereo track that starts and ends with the picture.
import type { AudioFacts } from "../domain/media-facts.ts";
import type { AudioChoice } from "./choose-audio.ts";

export interface AudioTiming {
  readonly sampleRate: number;
  /**
   * When the picture starts in the source; sound keeps its distance to it. `copied`: the picture keeps the times that
   * it is read with, whatever they are, and so does the sound.
   */
  readonly videoStartSeconds: number | "copied" | undefined;
  /** Length of the picture; sound is cut or filled with silence to it. Undefined when it is not known. */
  readonly videoSeconds: number | undefined;
  /** The source is several files, each with sound that is a little longer or shorter than its picture. */
  readonly isJoined: boolean;
}

/** Pieces of a filter graph; the track comes out at each of `labels`. `finish` are filters on the finished track. */
export function soundGraph(
  { streams, mode, channel = 0 }: AudioChoice,
  timing: AudioTiming,
  finish: readonly string[],
  labels: readonly string[],
): readonly string[] {
  const [first, second] = streams;
  if (!first) return [];
  const split = labels.length > 1 ? [`asplit=${labels.length}`] : [];
  const end = (chain: string) => `${[chain, ...finish, ...split].join(",")}${labels.join("")}`;
  if (!second) return [end(`[0:${first.streamIndex}]${toStereo(mode, channel)},${align(first, timing)}`)];
  const mono = (stream: AudioFacts, label: string) =>
    `[0:${stream.streamIndex}]pan=mono|c0=c0,${align(stream, timing)},aformat=sample_fmts=fltp:channel_layouts=mono${label}`;
  return [
    mono(first, "[left]"),
    mono(second, "[right]"),
    end(`[left][right]amerge=inputs=2,${toStereo("pair", 0)}`),
  ];
}

/** Mono is doubled at full level; a plain conversion would lower it by 3 dB. */
function toStereo(mode: AudioChoice["mode"], channel: number): string {
  if (mode === "mono") return `pan=stereo|c0=c${channel}|c1=c${channel}`;
  return mode === "pair" ? "pan=stereo|c0=c0|c1=c1" : "aformat=channel_layouts=stereo";
}

/** ffmpeg lets sound run a tenth of a second off its times; over many files that adds up to it. */
const HOLD_AT_JOINS = ":min_hard_comp=0.02";

function align(stream: AudioFacts, timing: AudioTiming): string {
  const { sampleRate, videoStartSeconds, videoSeconds, isJoined } = timing;
  const offset = (start: number) => (stream.startSeconds ?? 0) - start;
  const filters = [
    ...(videoStartSeconds === "copied"
      ? []
      : [`asetpts=PTS-STARTPTS+(${offset(videoStartSeconds ?? 0).toFixed(6)})/TB`]),
    `aresample=${sampleRate}:async=1${isJoined ? HOLD_AT_JOINS : ""}:first_pts=0`,
  ];
  if (videoSeconds !== undefined) filters.push("apad", `atrim=end=${videoSeconds.toFixed(6)}`);
  return filters.join(",");
}
