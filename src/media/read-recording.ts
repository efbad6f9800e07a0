// What a file says of its recording: timecode, reel, date, camera. Only what is written there, nothing inferred.
import { parseTimecode } from "../domain/timecode.ts";
import type { MediaFacts } from "../domain/media-facts.ts";
import type { FfprobeReport, FfprobeStream } from "./ffprobe-report.ts";

type Recording = Pick<
  MediaFacts,
  "timecode" | "reelName" | "recordedDate" | "recordedZone" | "cameraModel" | "createdMs"
>;

const MODEL_TAGS = [
  "com.apple.quicktime.model",
  "com.apple.proapps.image.{tiff}.model",
  "com.atomos.hdr.camera",
  "com.android.model",
  "model",
];

/** Written by cameras, in the time of the place. */
const CAMERA_DATE_TAGS = ["com.apple.quicktime.creationdate", "com.apple.proapps.creationdate"];

/** Also written by whatever renders a file. `creation_time` is UTC. */
const ANYBODYS_DATE_TAGS = ["date", "creation_time"];

export function readRecording(report: FfprobeReport, videoIndex: number): Recording {
  const tracks = tracksByTrust(report.streams, videoIndex);
  const formatTags = report.format?.tags ?? new Map<string, string>();
  const allTags = [...tracks.map((stream) => stream.tags), formatTags];
  const first = (name: string) => allTags.map((tags) => tags.get(name)).find((value) => value !== undefined);
  const cameraModel = MODEL_TAGS.map((name) => formatTags.get(name) ?? tracks[0]?.tags.get(name)).find(
    Boolean,
  );
  return {
    timecode: allTags.map((tags) => tags.get("timecode")).find((value) => parseTimecode(value) !== undefined),
    reelName: first("reel_name"),
    ...readDate(formatTags, cameraModel !== undefined),
    cameraModel,
    createdMs: readInstant(formatTags.get("creation_time")),
  };
}

/** Clocks that were never set read 1904 or 1970. */
function readInstant(text: string | undefined): number | undefined {
  const instant = Date.parse(text ?? "");
  return instant >= Date.UTC(1990) ? instant : undefined;
}

/** The picture's own label, then a timecode track, then other data tracks (Sony's rtmd); the file's own comes last. */
function tracksByTrust(streams: readonly FfprobeStream[], videoIndex: number): readonly FfprobeStream[] {
  const others = streams.filter((stream) => stream.codec_type !== "video" && stream.codec_type !== "audio");
  const isTimecode = (stream: FfprobeStream) => stream.codec_tag_string === "tmcd";
  const video = streams.filter((stream) => stream.index === videoIndex);
  return [...video, ...others.filter(isTimecode), ...others.filter((stream) => !isTimecode(stream))];
}

/**
 * In a rendered file the common tags hold the day of the render: they count only where a camera has left its name. What
 * is told in the time of the place goes before an instant. A camera's own date has the zone of the place also where that
 * is Greenwich's.
 */
function readDate(
  tags: ReadonlyMap<string, string>,
  isFromCamera: boolean,
): Pick<Recording, "recordedDate" | "recordedZone"> {
  const read = (names: readonly string[]) => names.flatMap((name) => tags.get(name) ?? []).filter(isDate);
  const ofCamera = read(CAMERA_DATE_TAGS);
  const all = [...ofCamera, ...(isFromCamera ? read(ANYBODYS_DATE_TAGS) : [])];
  const recordedDate = all.find((date) => !date.endsWith("Z")) ?? all[0];
  const recordedZone = ofCamera
    .map((date) => /^.{10}[T ].*([+-]\d{2}:?\d{2})$/.exec(date)?.[1])
    .find(Boolean);
  return { recordedDate, ...(recordedZone !== undefined && { recordedZone }) };
}

/** A day that exists, of a clock that was set: others read 1904, 1970 or, where they ran over, 2033. */
function isDate(text: string): boolean {
  const match = /^(\d{4})[-/:](\d{2})[-/:](\d{2})(?:[T ]|$)/.exec(text);
  if (!match) return false;
  const [year = 0, month = 0, day = 0] = match.slice(1).map(Number);
  const isReal = new Date(Date.UTC(year, month - 1, day)).getUTCDate() === day && month >= 1 && month <= 12;
  return isReal && year >= 1990 && year < 2033;
}
