// One ffprobe stream and, for ISO files, its sample table, made into the facts about a picture.
import type { VideoFacts } from "../domain/media-facts.ts";
import { type Rational, parseRational, sameRational, toNumber } from "../domain/rational.ts";
import { displaySize, readRotation, readSampleAspect } from "./display-size.ts";
import type { FfprobeStream } from "./ffprobe-report.ts";
import type { PictureTable, TrackTable } from "./sample-table.ts";
import { nearestStandardRate } from "../domain/standard-rates.ts";

/** What the packets say where no sample table does, or not of what is shown. */
export interface PacketTiming extends Pick<
  VideoFacts,
  | "frameCount"
  | "durationSeconds"
  | "isConstantRate"
  | "maxKeyframeDistanceSeconds"
  | "startsWithKeyframe"
  | "undecodableLeadSeconds"
> {
  /** Where the header's own is that of a later picture. */
  readonly startSeconds?: number;
  /** Of even pictures: from one to the next, and by how much that may be off. */
  readonly frameSeconds: { readonly step: number; readonly slack: number } | undefined;
  readonly hidesPictures: boolean;
}

export interface VideoSources {
  readonly stream: FfprobeStream;
  readonly table: TrackTable | undefined;
  /** Where they could be read they win over the table. */
  readonly packets: PacketTiming | undefined;
  readonly fieldOrder: string | undefined;
  /** Of pictures that are coded as two fields: from one to the next. */
  readonly pictureSeconds: number | undefined;
  /** Duration of the container, where the stream has none. */
  readonly formatDurationSeconds: number | undefined;
  /** When the first decoded picture is shown, of a track whose packets were not read. */
  readonly firstPicture?: number | undefined;
}

export function readVideoFacts({
  stream,
  table,
  packets,
  fieldOrder,
  pictureSeconds,
  formatDurationSeconds,
  firstPicture,
}: VideoSources): VideoFacts {
  const width = stream.width ?? 0;
  const height = stream.height ?? 0;
  const sampleAspect = readSampleAspect(stream.sample_aspect_ratio);
  const rotation = readRotation(stream);
  const picture = table?.picture && table.picture.frameCount > 0 ? table.picture : undefined;
  const averageFrameRate = parseRational(stream.avg_frame_rate);
  const isCut = picture?.isShownWhole === false;
  // Table and header count the samples of the file: also those that are cut away, and each field as one.
  const isEachShown = !isCut && pictureSeconds === undefined;
  const shown = isEachShown ? picture : undefined;
  const timing = packets ?? shown;
  const frameRate =
    packets || pictureSeconds !== undefined
      ? ((packets && rateOfPackets(stream, packets, picture)) ?? baseRate(stream, pictureSeconds))
      : (picture?.frameRate ?? chooseFrameRate(stream, picture?.isConstantRate));
  const lead =
    packets?.undecodableLeadSeconds ??
    (firstPicture === undefined ? undefined : firstPicture - (stream.start_time ?? 0));
  const durationSeconds =
    evenDuration(packets ? packets.isConstantRate && packets.frameCount : evenCount(shown), frameRate) ??
    packets?.durationSeconds ??
    stream.duration ??
    shown?.durationSeconds ??
    formatDurationSeconds;
  return {
    streamIndex: stream.index,
    codec: stream.codec_name,
    codecTag: table?.codecTag ?? printableTag(stream.codec_tag_string),
    profile: /^\d+$/.test(stream.profile ?? "") ? undefined : stream.profile,
    level: stream.level !== undefined && stream.level > 0 ? stream.level : undefined,
    pixelFormat: stream.pix_fmt,
    width,
    height,
    ...displaySize(width, height, sampleAspect, rotation),
    sampleAspect,
    rotation,
    fieldOrder,
    frameRate,
    averageFrameRate: packets?.isConstantRate === true ? frameRate : averageFrameRate,
    colorRange: stream.color_range ?? table?.color?.range,
    colorMatrix: stream.color_space ?? table?.color?.matrix,
    colorTransfer: stream.color_transfer ?? table?.color?.transfer,
    colorPrimaries: stream.color_primaries ?? table?.color?.primaries,
    isDolbyVision: (table?.isDolbyVision ?? false) || hasDolbyVisionRecord(stream),
    isEncrypted: table?.isEncrypted ?? /^enc[va]$/.test(stream.codec_tag_string ?? ""),
    bitRate: stream.bit_rate,
    startSeconds: packets?.startSeconds ?? stream.start_time,
    durationSeconds,
    frameCount:
      timing || !isEachShown ? timing?.frameCount : countFromDuration(stream, frameRate, durationSeconds),
    isConstantRate: timing?.isConstantRate,
    maxKeyframeDistanceSeconds: timing?.maxKeyframeDistanceSeconds,
    startsWithKeyframe: timing?.startsWithKeyframe,
    hidesPictures: packets?.hidesPictures ?? isCut,
    isFieldCoded: pictureSeconds !== undefined,
    ...(lead !== undefined && lead > 0 && { undecodableLeadSeconds: lead }),
  };
}

/** Frames over rate is exact, where a container's duration is rounded to its clock. */
function evenDuration(frames: number | false | undefined, rate: Rational | undefined): number | undefined {
  return rate && frames ? frames / toNumber(rate) : undefined;
}

const evenCount = (picture: PictureTable | undefined) => picture?.frameRate && picture.frameCount;

/** What the header says where it fits the packets, or its standard neighbour; else what they measure. */
function rateOfPackets(
  stream: FfprobeStream,
  { frameSeconds, isConstantRate }: PacketTiming,
  picture: PictureTable | undefined,
): Rational | undefined {
  if (!frameSeconds || isConstantRate !== true) return undefined;
  const { step, slack } = frameSeconds;
  const said = [picture?.frameRate, parseRational(stream.avg_frame_rate), parseRational(stream.r_frame_rate)];
  const candidates = said.flatMap((rate) => (rate ? [standardOf(rate), rate] : []));
  const fits = (rate: Rational) => Math.abs(1 / toNumber(rate) - step) <= slack;
  return (
    [...candidates, nearestStandardRate(1 / step)].find(fits) ?? { num: Math.round(1000 / step), den: 1000 }
  );
}

/** Of uneven pictures: what their recorder aimed at. */
function baseRate(stream: FfprobeStream, pictureSeconds: number | undefined): Rational | undefined {
  return pictureSeconds === undefined
    ? chooseFrameRate(stream, false)
    : nearestStandardRate(1 / pictureSeconds);
}

function standardOf(rate: Rational): Rational {
  const standard = nearestStandardRate(toNumber(rate));
  return sameRational(standard, rate, 0.0003) ? standard : rate;
}

/**
 * A constant rate is the average, or the standard rate that it rounds; otherwise ffprobe's base rate while it is
 * one that cameras have, and the average where it is not (57600/1 has been seen).
 */
function chooseFrameRate(stream: FfprobeStream, isConstantRate: boolean | undefined): Rational | undefined {
  const average = parseRational(stream.avg_frame_rate);
  const base = parseRational(stream.r_frame_rate);
  if (isConstantRate === true && average) return standardOf(average);
  return base && toNumber(base) <= 240 ? base : average;
}

/** Containers that keep an exact duration but no count (MXF): whole frames of it. */
function countFromDuration(
  stream: FfprobeStream,
  rate: Rational | undefined,
  durationSeconds: number | undefined,
): number | undefined {
  if (stream.nb_frames !== undefined && stream.nb_frames > 0) return stream.nb_frames;
  if (!rate || durationSeconds === undefined) return undefined;
  const frames = durationSeconds * toNumber(rate);
  return Math.abs(frames - Math.round(frames)) < 0.01 ? Math.round(frames) : undefined;
}

/** ffprobe writes tags that are no text as `[0][0][0][0]`. */
function printableTag(tag: string | undefined): string | undefined {
  return tag !== undefined && /^[\x20-\x7e]{4}$/.test(tag) ? tag : undefined;
}

function hasDolbyVisionRecord(stream: FfprobeStream): boolean {
  return stream.side_data_list.some((data) => /dovi|dolby vision/i.test(data.side_data_type ?? ""));
}
