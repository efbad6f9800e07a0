// Decodes a stretch of a picture track and keeps apart what the decoder says before and after a given picture.
import type { MediaTools } from "./find-media-tools.ts";
import { frameTimeReader } from "./frame-times.ts";
import { inputArguments } from "./input-arguments.ts";
import { LOG_LEVEL, isOfPacket, readLogLine, readMark } from "./log-line.ts";
import { keepTimesArguments } from "./output-arguments.ts";
import { runProgram } from "./run-program.ts";
import type { StreamPlace } from "./stream-place.ts";
import { withoutAddress } from "./without-address.ts";

export interface Stretch {
  readonly ffmpeg: MediaTools["ffmpeg"];
  readonly place: StreamPlace;
  readonly codec: string | undefined;
  /** Default the start. Decoding begins at the last keyframe before it. */
  readonly fromSeconds?: number;
  /** Default to the end. */
  readonly forSeconds?: number;
  /** From there on complaints count and pictures are counted, seconds after `fromSeconds`. Default at once. */
  readonly judgedAfterSeconds?: number;
}

export interface Decoded {
  /** What the decoder complained of, without what differs from run to run. */
  readonly complaints: readonly string[];
  readonly pictures: number;
  /** When the last picture before the first complaint is shown, seconds after `fromSeconds`. */
  readonly soundUntilSeconds?: number;
}

/**
 * The pictures are written as lines of text into the stream of complaints, so that the order tells of which a
 * complaint is. One thread: more would decode far ahead of what they put out.
 */
export async function decodeStretch(stretch: Stretch): Promise<Decoded> {
  const { ffmpeg, place, fromSeconds = 0, forSeconds, codec, judgedAfterSeconds = 0 } = stretch;
  const lines: string[] = [];
  const end = await runProgram({
    path: ffmpeg.path,
    args: [
      ...["-hide_banner", "-nostdin", "-nostats", "-v", `repeat+${LOG_LEVEL}`, "-threads", "1"],
      ...(fromSeconds > 0 ? ["-ss", fromSeconds.toFixed(3)] : []),
      ...inputArguments(place),
      ...["-map", `0:${place.streamIndex}`, "-vf", "scale=16:16:flags=neighbor,format=gray"],
      ...(forSeconds === undefined ? [] : ["-t", String(forSeconds)]),
      ...keepTimesArguments(ffmpeg.capabilities),
      ...["-flush_packets", "1", "-f", "framecrc", "pipe:2"],
    ],
    signal: place.signal,
    timeoutMs: 180_000,
    readStderrLine: readLogLine,
    onStderrLine: (line) => lines.push(line),
  });
  const decoded = readLines(lines, codec, judgedAfterSeconds);
  if (end.ending === "exited" && end.exitCode === 0) return decoded;
  if (decoded.complaints.length > 0) return decoded;
  return { ...decoded, complaints: [`decoding ended with ${end.exitCode ?? end.ending}`] };
}

/** Pure. */
export function readLines(lines: readonly string[], codec: string | undefined, fromSeconds: number): Decoded {
  const complaints: string[] = [];
  const hasJoints = lines.some(isOfPacket);
  const readTime = frameTimeReader();
  let pictures = 0;
  let isJudged = fromSeconds <= 0;
  let shownSeconds = 0;
  let soundUntilSeconds: number | undefined;
  for (const line of lines) {
    const time = readTime(line);
    if (time !== undefined) {
      shownSeconds = time;
      isJudged ||= shownSeconds >= fromSeconds - 1e-3;
      if (isJudged) pictures += 1;
    } else if (isJudged && isOfDecoder(line, codec) && !(hasJoints && readMark(line))) {
      complaints.push(withoutAddress(line));
      soundUntilSeconds ??= shownSeconds;
    }
  }
  return { complaints, pictures, ...(soundUntilSeconds !== undefined && { soundUntilSeconds }) };
}

/** By who says it, never by what: the muxer's and the filters' remarks are no fault of the picture. */
export function isOfDecoder(line: string, codec: string | undefined): boolean {
  if (readMark(line)?.streamIndex !== undefined) return true;
  const speaker = /^\[([^\]]*?)(?: @ 0x[0-9a-f]+)?\]/.exec(line)?.[1];
  if (speaker === undefined) return /^Error (?:while decoding|submitting)/.test(line);
  return speaker === codec || /^(?:lib|vist#|dec:)/.test(speaker);
}
