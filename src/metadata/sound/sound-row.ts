// A WAV as a row: what its recorder says of the take, and from when to when in the day.
import { allowsDropFrame, formatTimecode, framesOfDay, framesToTimecode } from "../../domain/timecode.ts";
import { type FrameRate, frameRateFromNumber, nominalFps } from "../../domain/frame-rate.ts";
import type { MetadataProperty } from "../../domain/metadata.ts";
import type { MetadataRow } from "../columns/metadata-row.ts";
import { parseDate } from "../values/date.ts";
import { parseFps } from "../values/fps.ts";
import { parseTake } from "../values/take.ts";
import { parseSlate, parseText } from "../values/text.ts";
import { readBext } from "./read-bext.ts";
import { type Ixml, readIxml } from "./read-ixml.ts";
import type { Wav } from "./read-wav.ts";
import type { SoundNotes } from "./sound-notes.ts";

/**
 * Why a WAV tells nothing of a picture: `pulled-up` (its samples and its timecode are counted at different rates, so
 * that its times cannot be trusted) · `no-slate` · `no-timecode` (none ran, or its frame rate is not known) ·
 * `no-picture` (a wild track) · `false-start`.
 */
export type SoundUnused = "pulled-up" | "no-slate" | "no-timecode" | "no-picture" | "false-start";

export type SoundRowReading =
  | {
      readonly row: MetadataRow;
      /** The same for files of one take, one channel each; undefined for a file on its own. */
      readonly family: string | undefined;
    }
  | { readonly row?: undefined; readonly unused: SoundUnused };

const STANDARD_RATES = [44_100, 48_000].flatMap((base) => [base, base * 2, base * 4]);

/** `row.kind` is `sound`, `row.line` 1. Throws nothing. */
export function soundRow(path: string, wav: Wav): SoundRowReading {
  const ixml = wav.ixml && readIxml(wav.ixml);
  const bext = wav.bext ? readBext(wav.bext) : {};
  if (isPulledUp(wav, ixml)) return { unused: "pulled-up" };
  if (ixml?.isWildTrack === true) return { unused: "no-picture" };
  if (ixml?.isFalseStart === true) return { unused: "false-start" };
  const said = readSlate(ixml ?? {}, bext, ixml?.isNoGood === true);
  if (Object.keys(said.metadata).length === 0) return { unused: "no-slate" };
  const times = readTimes(wav, ixml ?? {}, bext);
  if (!times) return { unused: "no-timecode" };
  const date = parseDate(bext.date ?? "")?.value ?? parseDate(ixml?.date ?? "")?.value;
  return {
    row: {
      sheet: path,
      line: 1,
      kind: "sound",
      names: [],
      ...times,
      ...(date !== undefined && { date }),
      ...said,
    },
    family: ixml?.family,
  };
}

/** 48048 Hz stamped or played as 48000 (for film that is slowed down by 0.1 %) moves every time of the day. */
function isPulledUp({ sampleRate }: Wav, ixml: Ixml | undefined): boolean {
  const rates = [sampleRate, ixml?.fileSampleRate, ixml?.timestampSampleRate].filter(
    (rate) => rate !== undefined,
  );
  const isBeside = (rate: number) =>
    STANDARD_RATES.some((standard) =>
      [standard * 1.001, standard / 1.001].some((pulled) => Math.abs(rate - pulled) <= 1),
    );
  return rates.some((rate) => rate !== sampleRate || isBeside(rate));
}

/** iXML counts before bext, value by value. Not circled is what recorders write unasked, so only a circle is told. */
function readSlate(
  ixml: SoundNotes,
  bext: SoundNotes,
  isNoGood: boolean,
): Pick<MetadataRow, "metadata" | "origin"> {
  const origin = new Map<MetadataProperty, string>();
  const pick = <T>(
    property: MetadataProperty,
    element: string,
    read: (notes: SoundNotes) => T | undefined,
  ) => {
    const [fromIxml, fromBext] = [read(ixml), read(bext)];
    const value = fromIxml ?? fromBext;
    if (value !== undefined) origin.set(property, `${element} (${fromIxml === undefined ? "bext" : "iXML"})`);
    return value;
  };
  const scene = pick("scene", "SCENE", (notes) => parseSlate(notes.scene ?? "")?.value);
  const take = pick("take", "TAKE", (notes) => parseTake(notes.take ?? "")?.value?.take);
  const description = pick("description", "NOTE", (notes) => parseText(notes.note ?? "")?.value);
  const circled = pick("circled", "CIRCLED", isCircled) === true && !isNoGood;
  if (!circled) origin.delete("circled");
  return {
    metadata: {
      ...(scene !== undefined && { scene }),
      ...(take !== undefined && { take }),
      ...(description !== undefined && { description }),
      ...(circled && { circled }),
    },
    origin,
  };
}

/** Circled by its own element or by a mark at the take: `3*`. */
function isCircled({ circled, take = "" }: SoundNotes): boolean | undefined {
  return parseTake(take)?.value?.circled === true ? true : circled;
}

/**
 * Recorders count samples, not frames: seconds of the clock become frames at the real rate, and labels at the nominal
 * one (SMPTE ST 12-1). At 23.976 a label is up to 86 s behind the clock, so without a rate there is no timecode.
 * Rounded, because the count of samples is cut off to a whole one.
 */
function readTimes(
  { sampleRate, durationSeconds }: Wav,
  ixml: SoundNotes,
  bext: SoundNotes,
): Pick<MetadataRow, "start" | "end" | "fps"> | undefined {
  const fps = parseFps(ixml.rate ?? "")?.value ?? parseFps(bext.rate ?? "")?.value;
  const rate = fps === undefined ? undefined : frameRateFromNumber(fps);
  // Zero is what is written where no timecode was set.
  const samples = bext.timeReference || ixml.timeReference || 0;
  if (fps === undefined || !rate || nominalFps(rate) === 0 || samples === 0) return undefined;
  const first = toFrames(samples / sampleRate, rate);
  const dropFrame = (ixml.dropFrame ?? bext.dropFrame) === true && allowsDropFrame(rate);
  const perDay = framesOfDay(rate, dropFrame);
  if (first >= perDay) return undefined;
  const label = (frames: number) => formatTimecode(framesToTimecode(frames, rate, dropFrame));
  const frames = toFrames(durationSeconds, rate);
  const end = frames > 0 && frames < perDay ? label(first + frames) : undefined;
  return { start: label(first), ...(end !== undefined && { end }), fps };
}

function toFrames(seconds: number, { num, den }: FrameRate): number {
  return Math.round((seconds * num) / den);
}
