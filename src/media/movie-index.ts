// The index of an ISO base media file as a whole: what lies where, its tracks, and whether all of it is there.
import { greatest } from "../domain/greatest.ts";
import type { ByteSource } from "./byte-source.ts";
import type { PersonalData } from "../domain/media-facts.ts";
import { MAX_INNER_BOXES, type TopLevelBox, findBox, innerBoxes, readTopLevelBoxes } from "./boxes.ts";
import { findPersonalBoxes, findPersonalTopLevel } from "./personal/personal-boxes.ts";
import { type TrackTable, readTrackTable } from "./sample-table.ts";
import { MAX_SAMPLES } from "./sample-times.ts";

export interface MovieIndex {
  readonly majorBrand: string | undefined;
  readonly hasMoov: boolean;
  readonly hasMdat: boolean;
  readonly moovBeforeMdat: boolean | undefined;
  readonly isFragmented: boolean;
  /** In the order of the file. */
  readonly tracks: readonly TrackTable[];
  /** What stays on the set, as far as boxes hold it. */
  readonly personal: readonly PersonalData[];
  /** A phrase where the index holds more than any recording's, so that not all of it was read. */
  readonly excess: string | undefined;
  /** Bytes that the index or a box counts on and that the file does not have. */
  readonly missingBytes: number;
}

/** An hour of 60 fps with eight tracks of sound has an index of a few megabytes; a whole day of it has this. */
const MAX_MOOV_BYTES = 64 * 1024 * 1024;
const MAX_TRACKS = 256;

/** Reads box headers and the `moov`, never the media. */
export async function readMovieIndex(source: ByteSource): Promise<MovieIndex> {
  const boxes = await readTopLevelBoxes(source);
  const first = (type: string) => boxes.find((box) => box.type === type);
  const [ftyp, moov, mdat] = [first("ftyp"), first("moov"), first("mdat")];
  const moovBody = moov && (await readBody(source, moov));
  const excess = moov && findExcess(moov, moovBody);
  const tracks = moovBody && excess === undefined ? readTracks(moovBody) : [];
  return {
    majorBrand: ftyp && (await source.read(ftyp.offset + ftyp.headerBytes, 4)).toString("latin1").trim(),
    hasMoov: moov !== undefined,
    hasMdat: mdat !== undefined,
    moovBeforeMdat: moov && mdat && moov.offset < mdat.offset,
    isFragmented: first("moof") !== undefined || (moovBody && findBox(moovBody, "mvex")) !== undefined,
    tracks,
    personal: [
      ...(moovBody && excess === undefined ? findPersonalBoxes(moovBody) : []),
      ...(await readBesideMoov(source, boxes)),
    ],
    excess,
    missingBytes: missingBytes(source, boxes, tracks),
  };
}

async function readBody(source: ByteSource, box: TopLevelBox): Promise<Buffer | undefined> {
  const length = box.sizeBytes - box.headerBytes;
  if (length > MAX_MOOV_BYTES) return undefined;
  return source.read(box.offset + box.headerBytes, Math.min(length, source.sizeBytes - box.offset));
}

/** More is no metadata. */
const MAX_BESIDE_BYTES = 8 * 1024 * 1024;
const MAX_BESIDE_BOXES = 20;

async function readBesideMoov(
  source: ByteSource,
  boxes: readonly TopLevelBox[],
): Promise<readonly PersonalData[]> {
  const beside = boxes.filter(
    ({ type, sizeBytes }) => ["meta", "udta", "uuid"].includes(type) && sizeBytes <= MAX_BESIDE_BYTES,
  );
  const found: PersonalData[] = [];
  for (const box of beside.slice(0, MAX_BESIDE_BOXES)) {
    const body = await source.read(box.offset + box.headerBytes, box.sizeBytes - box.headerBytes);
    for (const personal of findPersonalTopLevel({ type: box.type, body })) found.push(personal);
  }
  const last = await source.read(Math.max(0, source.sizeBytes - TRAILER_SIGN.length), TRAILER_SIGN.length);
  if (last.toString("latin1") === TRAILER_SIGN)
    found.push({ kind: "camera data", where: "Insta360 trailer" });
  return found;
}

/** Insta360 writes its serial number and positions behind all boxes, and this at the very end. */
const TRAILER_SIGN = "8db42d694ccc418790edff439fe026bf";

function findExcess(moov: TopLevelBox, body: Buffer | undefined): string | undefined {
  if (!body) return `its index claims ${Math.round(moov.sizeBytes / 1024 ** 2)} MiB`;
  const boxes = innerBoxes(body);
  if (boxes.length === MAX_INNER_BOXES) return `its index holds ${MAX_INNER_BOXES} parts or more`;
  const count = boxes.filter(({ type }) => type === "trak").length;
  return count > MAX_TRACKS ? `it has ${count} tracks` : undefined;
}

function readTracks(moov: Buffer): readonly TrackTable[] {
  const mvhd = findBox(moov, "mvhd");
  const timescale = mvhd && mvhd.length >= 24 ? mvhd.readUInt32BE(mvhd[0] === 1 ? 20 : 12) : 0;
  // Of the whole file, so that many tracks cannot each claim a day of pictures.
  let samplesLeft = MAX_SAMPLES;
  return innerBoxes(moov)
    .filter((box) => box.type === "trak")
    .flatMap((box) => {
      const table = readTrackTable(box.body, timescale, samplesLeft);
      samplesLeft -= table?.picture?.frameCount ?? 0;
      return table ?? [];
    });
}

/**
 * What counts is the last sample of a track in this file; a camera's `mdat` may claim more than it fills.
 * Without a sample table (no moov, fragments) the boxes' own sizes are all there is.
 */
function missingBytes(
  source: ByteSource,
  boxes: readonly TopLevelBox[],
  tracks: readonly TrackTable[],
): number {
  const own = tracks.filter((track) => track.isSelfContained);
  const ends = own.map((track) => track.lastByte);
  const last = boxes.at(-1);
  if (last && (last.type === "moof" || last.type === "moov" || greatest(ends) === 0)) {
    if (["mdat", "moof", "moov"].includes(last.type)) ends.push(last.offset + last.sizeBytes);
  }
  return Math.max(0, greatest(ends) - source.sizeBytes);
}
