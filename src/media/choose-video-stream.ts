// Which of a file's picture streams is the one that plays: phones put stills, depth maps and thumbnails beside it.
import type { FfprobeStream } from "./ffprobe-report.ts";

const isSet = (stream: FfprobeStream, name: string) => stream.disposition.has(name);

/** Video streams that are no attached pictures and have something to show. */
export function playableVideoStreams(streams: readonly FfprobeStream[]): readonly FfprobeStream[] {
  return streams.filter(
    (stream) =>
      stream.codec_type === "video" &&
      !isSet(stream, "attached_pic") &&
      !isSet(stream, "timed_thumbnails") &&
      !isSet(stream, "still_image") &&
      stream.nb_frames !== 0,
  );
}

/** The default one, then the largest, then the first. Never simply index 0. */
export function chooseVideoStream(streams: readonly FfprobeStream[]): FfprobeStream | undefined {
  const area = (stream: FfprobeStream) => (stream.width ?? 0) * (stream.height ?? 0);
  const byFitness = (a: FfprobeStream, b: FfprobeStream) =>
    Number(isSet(b, "default")) - Number(isSet(a, "default")) || area(b) - area(a) || a.index - b.index;
  return [...playableVideoStreams(streams)].sort(byFitness)[0];
}
