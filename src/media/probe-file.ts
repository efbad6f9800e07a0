// One file probed: facts, or why there are none. What is wrong with a file is returned, never thrown.
import { OdailiesError } from "../domain/errors.ts";
import type { MediaFacts, ProbeProblem } from "../domain/media-facts.ts";
import { readAudioFacts } from "./audio-facts.ts";
import { isIsoBaseMedia } from "./boxes.ts";
import { type ByteSource, withByteSource } from "./byte-source.ts";
import { chooseVideoStream, playableVideoStreams } from "./choose-video-stream.ts";
import { decodeEnds } from "./decode-ends.ts";
import { type FfprobeReport, type FfprobeStream, readFfprobeReport } from "./ffprobe-report.ts";
import type { MediaTools } from "./find-media-tools.ts";
import { type ContainerKind, inputArguments } from "./input-arguments.ts";
import { type MovieIndex, readMovieIndex } from "./movie-index.ts";
import { readPacketFacts } from "./packet-facts.ts";
import { findIndexProblem, findStreamProblem } from "./probe-problems.ts";
import { readRecording } from "./read-recording.ts";
import { runProgram } from "./run-program.ts";
import type { TrackTable } from "./sample-table.ts";
import { readVideoFacts } from "./video-facts.ts";

export interface ProbeOptions {
  readonly signal?: AbortSignal | undefined;
  /** Also decode the first and the last two seconds; fills `decodeErrors`. */
  readonly decodeEnds?: boolean;
}

export type ProbeResult = { readonly facts: MediaFacts } | { readonly problem: ProbeProblem };

interface Opened {
  readonly sizeBytes: number;
  readonly kind: ContainerKind;
  readonly index: MovieIndex | undefined;
}

interface FfprobeAnswer {
  readonly report: FfprobeReport;
  readonly complaints: readonly string[];
}

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
  const opened = await openFile(path);
  if ("code" in opened) return { problem: opened };
  const indexProblem = opened.index && findIndexProblem(opened.index);
  if (indexProblem) return { problem: indexProblem };

  const answer = await askFfprobe(tools, path, opened.kind, signal);
  if ("code" in answer) return { problem: answer };
  const { report, complaints } = answer;
  const stream = chooseVideoStream(report.streams);
  const table = stream && findTable(opened.index, stream, "vide");
  const isFragmented = opened.index?.isFragmented ?? false;
  const packets =
    stream && isFragmented
      ? await readPacketFacts({
          ffprobePath: tools.ffprobe.path,
          path,
          kind: opened.kind,
          streamIndex: stream.index,
          signal,
        })
      : undefined;
  const framesKnown = packets?.frameCount ?? table?.picture?.frameCount;
  const problem = findStreamProblem(report, stream, framesKnown !== 0 && !(isFragmented && !packets));
  if (problem || !stream)
    return { problem: problem ?? { code: "no_video", message: "There is no picture." } };

  const video = readVideoFacts({
    stream,
    table,
    packets,
    formatDurationSeconds: report.format?.duration,
  });
  const decodeErrors = options.decodeEnds
    ? await decodeEnds({
        ffmpegPath: tools.ffmpeg.path,
        path,
        kind: opened.kind,
        streamIndex: stream.index,
        durationSeconds: video.durationSeconds,
        signal,
      })
    : undefined;
  return {
    facts: {
      sizeBytes: opened.sizeBytes,
      container: {
        formatName: report.format?.format_name ?? "",
        durationSeconds: packets?.durationSeconds ?? report.format?.duration,
        bitRate: report.format?.bit_rate,
        moovBeforeMdat: opened.index?.moovBeforeMdat,
        isFragmented: opened.index?.isFragmented,
        majorBrand: opened.index?.majorBrand,
      },
      video,
      videoStreamCount: playableVideoStreams(report.streams).length,
      audio: report.streams
        .filter((each) => each.codec_type === "audio")
        .map((each) => readAudioFacts(each, findTable(opened.index, each, "soun")?.name)),
      ...readRecording(report, stream),
      complaints,
      decodeErrors,
    },
  };
}

async function openFile(path: string): Promise<Opened | ProbeProblem> {
  try {
    return await withByteSource(path, examine);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : undefined;
    if (code === undefined) throw error;
    if (code === "ENOENT") return { code: "vanished", message: "The file is not there any more." };
    return { code: "unreadable", message: `The file cannot be read (${code}).` };
  }
}

async function examine(source: ByteSource): Promise<Opened | ProbeProblem> {
  if (source.sizeBytes === 0) return { code: "empty", message: "The file is empty (0 bytes)." };
  const isIso = isIsoBaseMedia(await source.read(0, 16));
  return {
    sizeBytes: source.sizeBytes,
    kind: isIso ? "iso" : "other",
    index: isIso ? await readMovieIndex(source) : undefined,
  };
}

async function askFfprobe(
  tools: MediaTools,
  path: string,
  kind: ContainerKind,
  signal: AbortSignal | undefined,
): Promise<FfprobeAnswer | ProbeProblem> {
  const end = await runProgram({
    path: tools.ffprobe.path,
    args: [
      ...["-v", "error", "-print_format", "json", "-show_streams", "-show_format"],
      ...inputArguments(path, kind),
    ],
    signal,
    timeoutMs: 120_000,
  });
  const last = end.stderrLines.at(-1)?.replace(/^.*?file:.*?: /, "");
  if (end.ending === "not_started") {
    throw new OdailiesError(
      "tool_missing",
      `ffprobe at ${tools.ffprobe.path} could not be started: ${last}.`,
      {
        hint: "Run `odailies doctor` to see which ffprobe is used.",
        context: { commandLine: end.commandLine },
      },
    );
  }
  if (end.ending !== "exited") {
    return { code: "unreadable", message: `ffprobe did not come to an end with this file (${end.ending}).` };
  }
  const report = end.exitCode === 0 ? readFfprobeReport(end.stdout) : undefined;
  if (!report) {
    return { code: "unreadable", message: `ffprobe cannot read the file: ${last ?? "it gives no reason"}.` };
  }
  if (end.stderrLines.some((line) => /partial file/i.test(line))) {
    return { code: "partial", message: "Parts of the file are missing: the copy is incomplete." };
  }
  return { report, complaints: end.stderrLines };
}

/** By track id where ffprobe tells it (since 4.4), by position where it does not. */
function findTable(
  index: MovieIndex | undefined,
  stream: FfprobeStream,
  handler: "vide" | "soun",
): TrackTable | undefined {
  if (!index) return undefined;
  const id = stream.id === undefined ? undefined : Number(stream.id);
  const table =
    id === undefined ? index.tracks[stream.index] : index.tracks.find((track) => track.trackId === id);
  return table?.handler === handler ? table : undefined;
}
