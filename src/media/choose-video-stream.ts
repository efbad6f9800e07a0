// Which of a file's picture streams is the one that plays: phones put stills, depth maps and thumbnails beside it.
import { greatest } from "../domain/greatest.ts";
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

/** A picture track that has fewer than this share of the fullest one's pictures, or of its length, is no film. */
const FILM_SHARE = 0.25;

/**
 * Among those that move: the default one, then the largest, then the first. Never simply index 0, and never the still
 * of a motion photo or a track of previews, however large: those have a picture or a few where the film has hundreds.
 */
export function chooseVideoStream(streams: readonly FfprobeStream[]): FfprobeStream | undefined {
  const playable = playableVideoStreams(streams);
  const most = (measure: (stream: FfprobeStream) => number | undefined) =>
    greatest(playable.map((stream) => measure(stream) ?? 0));
  const [frames, seconds] = [most((stream) => stream.nb_frames), most((stream) => stream.duration)];
  const isFilm = ({ nb_frames, duration }: FfprobeStream) =>
    (nb_frames ?? frames) >= frames * FILM_SHARE && (duration ?? seconds) >= seconds * FILM_SHARE;
  return playable.toSorted(
    (a, b) =>
      Number(isFilm(b)) - Number(isFilm(a)) ||
      Number(isSet(b, "default")) - Number(isSet(a, "default")) ||
      Number(isDependent(a)) - Number(isDependent(b)) ||
      areaOf(b) - areaOf(a) ||
      a.index - b.index,
  )[0];
}

const areaOf = ({ width = 0, height = 0 }: FfprobeStream) => width * height;

/** Says of itself that it goes with another: a second view, a depth map, an enhancement layer. */
const isDependent = (stream: FfprobeStream) =>
  isSet(stream, "dependent") || isSet(stream, "metadata") || isSet(stream, "non_diegetic");
