// One file probed: facts, or why there are none. What is wrong with a file is returned, never thrown.
import type { MediaFacts, ProbeProblem, VideoFacts } from "../domain/media-facts.ts";
import { askFfprobe } from "./ask-ffprobe.ts";
import { readAudioFacts } from "./audio-facts.ts";
import { chooseVideoStream, playableVideoStreams } from "./choose-video-stream.ts";
import { decodeEnds } from "./decode-ends.ts";
import type { FfprobeReport } from "./ffprobe-report.ts";
import type { MediaTools } from "./find-media-tools.ts";
import { readFieldOrder } from "./first-frame.ts";
import { type OpenedMovie, findTable, openMovie, withoutAuxiliary } from "./open-movie.ts";
import { readPacketFacts } from "./packet-facts.ts";
import { findIndexProblem, findStreamProblem } from "./probe-problems.ts";
import { readPersonal } from "./personal/read-personal.ts";
import { readRecording } from "./read-recording.ts";
import type { StreamPlace } from "./stream-place.ts";
import { readVideoFacts } from "./video-facts.ts";

export interface ProbeOptions {
  readonly signal?: AbortSignal | undefined;
  /** Also decode the first and the last two seconds; fills `decodeErrors`. */
  readonly decodeEnds?: boolean;
}

export type ProbeResult = { readonly facts: MediaFacts } | { readonly problem: ProbeProblem };

/**
 * Reads boxes and runs ffprobe; only reads. Throws `tool_missing` when ffprobe cannot be started, and the signal's
 * reason when it is aborted.
 */
export async function probeFile(
  tools: MediaTools,
  path: string,
  options: ProbeOptions = {},
): Promise<ProbeResult> {
  const { signal } = options;
  signal?.throwIfAborted();
  const movie = await openMovie(path);
  if ("code" in movie) return { problem: movie };
  const indexProblem = movie.index && findIndexProblem(movie.index);
  if (indexProblem) return { problem: indexProblem };
  const answer = await askFfprobe(tools.ffprobe.path, path, movie.kind, signal);
  if ("code" in answer) return { problem: answer };

  const report = { ...answer.report, streams: withoutAuxiliary(answer.report.streams, movie.index) };
  const video = await probeVideo(tools, path, movie, report, signal);
  if ("code" in video) return { problem: video };
  const place = { path, kind: movie.kind, streamIndex: video.streamIndex, signal };
  const decodeErrors = options.decodeEnds
    ? await decodeEnds(tools.ffmpeg.path, place, video.durationSeconds)
    : undefined;
  return {
    facts: { ...collectFacts(movie, report, video), complaints: answer.complaints, decodeErrors },
  };
}

const MAY_BE_INTERLACED = new Set(["h264", "mpeg2video", "mpeg4", "prores", "dnxhd", "dvvideo", "v210"]);

async function probeVideo(
  tools: MediaTools,
  path: string,
  movie: OpenedMovie,
  report: FfprobeReport,
  signal: AbortSignal | undefined,
): Promise<VideoFacts | ProbeProblem> {
  const stream = chooseVideoStream(report.streams);
  const place: StreamPlace = { path, kind: movie.kind, streamIndex: stream?.index ?? 0, signal };
  const table = stream && findTable(movie.index, stream, "vide");
  const packets =
    stream && movie.index?.isFragmented ? await readPacketFacts(tools.ffprobe.path, place) : undefined;
  const problem = findStreamProblem(report, stream, packets?.frameCount ?? table?.picture?.frameCount);
  if (problem) return problem;
  if (!stream) return { code: "no_video", message: "The file holds no picture." };
  const isAsked = stream.field_order === undefined && MAY_BE_INTERLACED.has(stream.codec_name ?? "");
  const fieldOrder = isAsked ? await readFieldOrder(tools.ffprobe.path, place) : stream.field_order;
  return readVideoFacts({
    stream,
    table,
    packets,
    fieldOrder,
    formatDurationSeconds: report.format?.duration,
  });
}

function collectFacts(
  movie: OpenedMovie,
  report: FfprobeReport,
  video: VideoFacts,
): Omit<MediaFacts, "complaints" | "decodeErrors"> {
  const isFragmented = movie.index?.isFragmented;
  return {
    sizeBytes: movie.sizeBytes,
    container: {
      formatName: report.format?.format_name ?? "",
      // A fragmented file's header may hold the length of a whole live stream.
      durationSeconds: isFragmented ? video.durationSeconds : report.format?.duration,
      bitRate: report.format?.bit_rate,
      moovBeforeMdat: movie.index?.moovBeforeMdat,
      isFragmented,
      majorBrand: movie.index?.majorBrand,
    },
    video,
    videoStreamCount: playableVideoStreams(report.streams).length,
    audio: report.streams
      .filter((stream) => stream.codec_type === "audio")
      .map((stream) => readAudioFacts(stream, findTable(movie.index, stream, "soun")?.name)),
    ...readRecording(report, video.streamIndex),
    personal: readPersonal(report, movie.index?.personal),
  };
}
