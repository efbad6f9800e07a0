// What is wrong with a file that cannot be shown, found out in the order in which a person would want to hear it.
import type { ProbeProblem } from "../domain/media-facts.ts";
import type { FfprobeReport, FfprobeStream } from "./ffprobe-report.ts";
import type { MovieIndex } from "./movie-index.ts";

/** Sample entry types and codec names of camera originals that no ffmpeg turns into a picture, with what does. */
const NEEDS_BY_TAG: Readonly<Record<string, string>> = {
  // ffmpeg 8 reads ProRes RAW, but gives sensor data without the camera's colour.
  aprn: "Final Cut Pro or DaVinci Resolve",
  aprh: "Final Cut Pro or DaVinci Resolve",
  prores_raw: "Final Cut Pro or DaVinci Resolve",
  brxq: "DaVinci Resolve",
  brst: "DaVinci Resolve",
  brvn: "DaVinci Resolve",
  brs2: "DaVinci Resolve",
  CRAW: "Cinema RAW Development",
  crx: "Cinema RAW Development",
};

const NEEDS_IN_MXF = "the camera maker's tool or DaVinci Resolve (Sony X-OCN, ARRIRAW)";

/** What the index of an ISO file alone tells. */
export function findIndexProblem(index: MovieIndex): ProbeProblem | undefined {
  const pictures = index.tracks.filter((track) => track.handler === "vide");
  if (!index.hasMoov) {
    return {
      code: "partial",
      message: index.hasMdat
        ? "The file has no index (moov): the render was aborted, is still running, or the copy is incomplete."
        : "The file holds neither an index nor media.",
    };
  }
  if (index.excess !== undefined) {
    return {
      code: "unreadable",
      message: `The file is not a recording that can be read: ${index.excess}, more than any camera or dailies tool writes.`,
    };
  }
  const raw = pictures.find((track) => NEEDS_BY_TAG[track.codecTag ?? ""] !== undefined);
  if (raw) return undecodable(raw.codecTag ?? "", NEEDS_BY_TAG[raw.codecTag ?? ""]);
  if (index.missingBytes > 0) {
    return {
      code: "partial",
      message: `The file ends ${index.missingBytes} bytes before its last picture or sound: the copy is incomplete.`,
    };
  }
  if (pictures.some((track) => track.isEncrypted)) {
    return {
      code: "encrypted",
      message: "The picture is encrypted (common encryption) and cannot be decoded.",
    };
  }
  if (pictures.length > 0 && pictures.every((track) => !track.isSelfContained)) {
    return {
      code: "undecodable",
      message: "This is a reference movie: its pictures lie in other files, which are not opened.",
    };
  }
  return undefined;
}

/** What is missing once ffprobe has spoken. `video` is the stream chosen, if any; `frameCount` is undefined where only a decode would tell. */
export function findStreamProblem(
  report: FfprobeReport,
  video: FfprobeStream | undefined,
  frameCount: number | undefined,
): ProbeProblem | undefined {
  if (report.streams.length === 0) {
    return { code: "no_streams", message: "The file holds no picture and no sound." };
  }
  if (!video) {
    const kinds = new Set(report.streams.map((stream) => stream.codec_type ?? "unknown"));
    return { code: "no_video", message: `The file holds no picture, only ${[...kinds].join(", ")}.` };
  }
  const tag = video.codec_tag_string ?? "";
  const needs = NEEDS_BY_TAG[tag] ?? NEEDS_BY_TAG[video.codec_name ?? ""];
  if (needs !== undefined) return undecodable(tag, needs);
  if (video.codec_name === undefined || video.codec_name === "none") {
    const isMxf = report.format?.format_name?.startsWith("mxf") ?? false;
    return undecodable(tag, isMxf ? NEEDS_IN_MXF : undefined);
  }
  if (frameCount === 0) {
    return { code: "partial", message: "The file holds only a header: not one picture is in it." };
  }
  if (!(video.width && video.height) || video.pix_fmt === undefined) {
    return {
      code: "undecodable",
      message: `The ${video.codec_name} picture could not be read: neither its size nor its pixel format is told.`,
    };
  }
  return undefined;
}

function undecodable(tag: string, needs: string | undefined): ProbeProblem {
  const named = /^[\x20-\x7e]{4}$/.test(tag) ? ` (${tag})` : "";
  return {
    code: "undecodable",
    message: `The picture is in a format${named} that this ffmpeg does not decode; a dailies tool has to render it first.`,
    ...(needs === undefined ? {} : { needs }),
  };
}
