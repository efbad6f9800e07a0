// What a track's sample table says without decoding: exact frame count, constant rate, keyframes, where it ends.
import type { FrameRate } from "../domain/frame-rate.ts";
import { findBox, innerBoxes } from "./boxes.ts";
import { type ColorTags, readColorTags } from "./color-tags.ts";
import { lastByteOf, readSampleSizes } from "./sample-extents.ts";
import {
  evenRate,
  isEvenGrid,
  longestKeyframeGap,
  readEdits,
  readKeyframes,
  readSampleTimes,
  showsAllSamples,
} from "./sample-times.ts";
import { readTrackName } from "./track-name.ts";

export interface TrackTable {
  readonly trackId: number;
  /** `vide`, `soun`, `tmcd`, … */
  readonly handler: string;
  readonly name: string | undefined;
  /** Sample entry type after encryption is looked through: `avc1`, `hvc1`, `mp4a`. */
  readonly codecTag: string | undefined;
  readonly isEncrypted: boolean;
  readonly isDolbyVision: boolean;
  readonly color: ColorTags | undefined;
  /** All media is in this file. False for a reference movie. */
  readonly isSelfContained: boolean;
  /** End of the last chunk in the file: beyond the file's size means that bytes are missing. */
  readonly lastByte: number;
  /** Of picture tracks only. */
  readonly picture: PictureTable | undefined;
}

export interface PictureTable {
  /** Samples in the table; 0 for a track that lives in fragments. */
  readonly frameCount: number;
  /** False where an edit list shows a part of them, or not in their order: then the table's figures are not the film's. */
  readonly isShownWhole: boolean;
  readonly durationSeconds: number | undefined;
  /** Times lie on an even grid, as finely as the track's clock can say it. Undefined below two samples. */
  readonly isConstantRate: boolean | undefined;
  /** Undefined where `isConstantRate` is not true. */
  readonly frameRate: FrameRate | undefined;
  readonly maxKeyframeDistanceSeconds: number | undefined;
  readonly startsWithKeyframe: boolean | undefined;
}

/** Reads one `trak` body. Undefined when it has no sample table at all. More than `maxSamples` are not looked at. */
export function readTrackTable(
  trak: Buffer,
  movieTimescale: number,
  maxSamples: number,
): TrackTable | undefined {
  const stbl = findBox(trak, "mdia", "minf", "stbl");
  const tkhd = findBox(trak, "tkhd");
  if (!stbl || !tkhd || tkhd.length < 24) return undefined;
  const handler = findBox(trak, "mdia", "hdlr")?.toString("latin1", 8, 12) ?? "";
  return {
    trackId: tkhd.readUInt32BE(tkhd[0] === 1 ? 20 : 12),
    handler,
    name: readTrackName(trak),
    ...readSampleEntry(findBox(stbl, "stsd")),
    isSelfContained: isSelfContained(findBox(trak, "mdia", "minf", "dinf", "dref")),
    lastByte: lastByteOf(stbl),
    picture: handler === "vide" ? readPictureTable(trak, stbl, movieTimescale, maxSamples) : undefined,
  };
}

function readPictureTable(
  trak: Buffer,
  stbl: Buffer,
  movieTimescale: number,
  maxSamples: number,
): PictureTable | undefined {
  const mdhd = findBox(trak, "mdia", "mdhd");
  const timescale = mdhd && mdhd.length >= 24 ? mdhd.readUInt32BE(mdhd[0] === 1 ? 20 : 12) : 0;
  if (timescale === 0) return undefined;
  const times = readSampleTimes(stbl, Math.min(readSampleSizes(stbl).count, maxSamples));
  const samples = times.decode.length - 1;
  const keyframes = readKeyframes(findBox(stbl, "stss"), samples);
  const edits = readEdits(findBox(trak, "edts", "elst"), timescale, movieTimescale);
  return {
    frameCount: samples,
    isShownWhole: showsAllSamples(times, edits),
    durationSeconds: samples > 0 ? (times.decode[samples] ?? 0) / timescale : undefined,
    isConstantRate: isEvenGrid(times.decode),
    frameRate: evenRate(times.decode, timescale),
    maxKeyframeDistanceSeconds:
      samples > 0 ? longestKeyframeGap(keyframes, times.decode) / timescale : undefined,
    startsWithKeyframe: samples === 0 ? undefined : keyframes === "all" || keyframes[0] === 0,
  };
}

function readSampleEntry(
  stsd: Buffer | undefined,
): Pick<TrackTable, "codecTag" | "isEncrypted" | "isDolbyVision" | "color"> {
  const entry = stsd && innerBoxes(stsd.subarray(8))[0];
  if (!entry) return { codecTag: undefined, isEncrypted: false, isDolbyVision: false, color: undefined };
  const isEncrypted = entry.type === "encv" || entry.type === "enca";
  // A visual sample entry has 78 bytes of its own before its boxes; in a sound entry that offset finds nothing.
  const extensions = entry.body.length > 78 ? entry.body.subarray(78) : Buffer.alloc(0);
  const original = findBox(extensions, "sinf", "frma")?.toString("latin1", 0, 4);
  const types = innerBoxes(extensions).map((box) => box.type);
  return {
    codecTag: original ?? entry.type,
    isEncrypted,
    color: readColorTags(extensions),
    isDolbyVision:
      types.some((type) => type === "dvcC" || type === "dvvC" || type === "dvwC") ||
      /^(dvh1|dvhe|dva1|dvav|dav1)$/.test(entry.type),
  };
}

/** Flag 1 of a data reference says "in this file". */
function isSelfContained(dref: Buffer | undefined): boolean {
  if (!dref) return true;
  return innerBoxes(dref.subarray(8)).every(
    ({ body }) => body.length < 4 || (body.readUInt32BE(0) & 0xffffff & 1) === 1,
  );
}
