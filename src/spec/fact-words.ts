// Facts in words: how codecs, rates and times are written in findings.
import { withoutEnd } from "../domain/without-end.ts";

const CODEC_WORDS: Readonly<Record<string, string>> = {
  h264: "H.264",
  hevc: "HEVC",
  prores: "ProRes",
  dnxhd: "DNxHD",
  av1: "AV1",
  vp8: "VP8",
  vp9: "VP9",
  mjpeg: "Motion JPEG",
  mpeg2video: "MPEG-2",
  mpeg4: "MPEG-4 Visual",
  rawvideo: "uncompressed video",
  aac: "AAC",
  mp3: "MP3",
  ac3: "AC-3",
  eac3: "E-AC-3",
  alac: "Apple Lossless",
  opus: "Opus",
};

/** `h264` → `H.264`; a name that nobody calls otherwise stays as ffprobe writes it. */
export function codecWord(codec: string | undefined): string {
  if (codec === undefined) return "unknown";
  return codec.startsWith("pcm_") ? "PCM" : (CODEC_WORDS[codec] ?? codec);
}

/** `8200000` → `8.2 Mbit/s`, `128000` → `128 kbit/s`. */
export function bitRateWord(bitsPerSecond: number): string {
  return bitsPerSecond >= 1e6
    ? `${rounded(bitsPerSecond / 1e6, 1)} Mbit/s`
    : `${rounded(bitsPerSecond / 1e3, 0)} kbit/s`;
}

/** `2.002` → `2.002 s`. */
export function secondsWord(seconds: number): string {
  return `${rounded(seconds, 3)} s`;
}

/** `["a", "b", "c"]` → `a, b or c`. */
export function eitherWord(choices: readonly string[]): string {
  const last = choices.at(-1) ?? "";
  return choices.length < 2 ? last : `${choices.slice(0, -1).join(", ")} or ${last}`;
}

/** A line of a program's output as the end of a sentence: no control characters, no stop of its own, not endless. */
export function quotedLine(line: string): string {
  const plain = line.replaceAll(/\p{Cc}+/gu, " ").trim();
  const short = plain.length > 160 ? `${plain.slice(0, 160)}…` : plain;
  return withoutEnd(short, ". ");
}

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
