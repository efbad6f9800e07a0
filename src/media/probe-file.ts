// One file probed: facts, or why there are none. What is wrong with a file is returned, never thrown.
import type { MediaFacts, ProbeProblem, VideoFacts } from "../domain/media-facts.ts";
import { askFfprobe } from "./ask-ffprobe.ts";
import { readAudioFacts } from "./audio-facts.ts";
import { chooseVideoStream, playableVideoStreams } from "./choose-video-stream.ts";
import { decodeEnds } from "./decode-ends.ts";
import type { FfprobeReport, FfprobeStream } from "./ffprobe-report.ts";
import type { MediaTools } from "./find-media-tools.ts";
import { type OpenedMovie, findTable, openMovie, withoutAuxiliary } from "./open-movie.ts";
import { readPacketFacts } from "./packet-facts.ts";
import { findIndexProblem, findStreamProblem } from "./probe-problems.ts";
import { readFirstPicture } from "./first-picture.ts";
import { readPersonal } from "./personal/read-personal.ts";
import { readFields } from "./read-fields.ts";
import { readRecording } from "./read-recording.ts";
import type { TrackTable } from "./sample-table.ts";
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
  const decodeErrors = options.decodeEnds ? await decodeEnds(tools.ffmpeg, place, video) : undefined;
  return {
    facts: { ...collectFacts(movie, report, video), complaints: answer.complaints, decodeErrors },
  };
}

/** Containers whose headers hold an exact count, or so much that no one wants to read it only to count. */
const COUNTING_FORMATS = new Set(["mxf", "avi", "dv", "gxf", "r3d"]);

/** Does an index tell when which pictures are shown? Not of fragments, not of an edited track, not of a stream. */
function isIndexed(movie: OpenedMovie, table: TrackTable | undefined, { format }: FfprobeReport): boolean {
  if (movie.index) return !movie.index.isFragmented && table?.picture?.isShownWhole !== false;
  return format?.format_name?.split(",").some((name) => COUNTING_FORMATS.has(name)) ?? false;
}

/** Only H.264 comes field by field out of a demuxer; of others only the order may be untold. */
function mayBeFieldCoded({ codec_name, field_order }: FfprobeStream): boolean {
  if (codec_name === "h264") return field_order !== "progressive";
  return field_order === undefined && MAY_BE_INTERLACED.has(codec_name ?? "");
}

const MAY_BE_INTERLACED = new Set(["mpeg2video", "mpeg4", "prores", "dnxhd", "dvvideo", "v210"]);

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
  const fields = stream && mayBeFieldCoded(stream) ? await readFields(tools.ffprobe.path, place) : undefined;
  const isCounted = stream && (fields?.pictureSeconds !== undefined || !isIndexed(movie, table, report));
  const firstPicture = () => readFirstPicture(tools.ffmpeg, place);
  const packets = isCounted
    ? await readPacketFacts(tools.ffprobe.path, place, {
        pictureSeconds: fields?.pictureSeconds,
        firstPicture,
      })
    : undefined;
  // Of an index that only counts: pictures that are shown before the first keyframe are counted as well.
  const isOnlyCounted = stream !== undefined && !isCounted && !movie.index;
  const first =
    isOnlyCounted && (stream.has_b_frames ?? 0) > 0 && LONG_GROUPS.has(stream.codec_name ?? "")
      ? await firstPicture()
      : undefined;
  const problem = findStreamProblem(report, stream, packets?.frameCount ?? table?.picture?.frameCount);
  if (problem) return problem;
  if (!stream) return { code: "no_video", message: "The file holds no picture." };
  return readVideoFacts({
    stream,
    table,
    packets,
    fieldOrder: stream.field_order ?? fields?.fieldOrder,
    pictureSeconds: fields?.pictureSeconds,
    formatDurationSeconds: report.format?.duration,
    firstPicture: first,
  });
}

const LONG_GROUPS = new Set(["mpeg2video", "h264"]);

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
