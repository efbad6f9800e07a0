// Reads decoded pictures and sound back as numbers, with every conversion named.
import { execa } from "execa";
import { anyTools } from "./media-toolsets.ts";
import { BAR_COLORS } from "./media-sources.ts";

/** The colour in the middle of each of the eight bars of the first frame, as 8-bit RGB, decoded as BT.709 legal. */
export async function readBars(path: string, direction: "across" | "down" = "across"): Promise<number[][]> {
  const convert = "scale=in_color_matrix=bt709:in_range=tv:flags=accurate_rnd+full_chroma_int";
  return readBarsThrough(path, direction, convert);
}

/** Y'CbCr codes in the middle of each of the eight bars of the first frame, as they are coded. */
export async function readBarCodes(path: string): Promise<number[][]> {
  const planes = await decodeRaw(path, [
    ...["-frames:v", "1", "-vf", "scale=16:1:flags=neighbor,format=yuv444p", "-f", "rawvideo"],
  ]);
  return BAR_COLORS.map((_, index) => [0, 16, 32].map((plane) => planes[plane + index * 2 + 1]!));
}

/** 8-bit R'G'B' in the codes of BT.709 in legal range (Rec. ITU-R BT.709-6, 3 and 4). */
export function toBt709Codes([red = 0, green = 0, blue = 0]: readonly number[]): number[] {
  const luma = (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255;
  return [
    16 + 219 * luma,
    128 + (224 * (blue / 255 - luma)) / 1.8556,
    128 + (224 * (red / 255 - luma)) / 1.5748,
  ];
}

/** Largest distance between two lists of codes or colours. */
export function worstDistance(found: readonly number[][], expected: readonly number[][]): number {
  return Math.max(
    ...expected.flatMap((values, index) =>
      values.map((value, channel) => Math.abs(value - found[index]![channel]!)),
    ),
  );
}

/** The same of a JPEG: full-range BT.601. */
export async function readJpegBars(path: string): Promise<number[][]> {
  const convert = "scale=in_color_matrix=bt601:in_range=pc:flags=accurate_rnd+full_chroma_int";
  return readBarsThrough(path, "across", convert);
}

/** The same of a PNG: RGB as it is. */
export async function readPngBars(path: string): Promise<number[][]> {
  return readBarsThrough(path, "across", "null");
}

async function readBarsThrough(
  path: string,
  direction: "across" | "down",
  convert: string,
): Promise<number[][]> {
  const turn = direction === "across" ? "" : ",transpose=cclock";
  const pixels = await decodeRaw(path, [
    ...["-frames:v", "1", "-vf", `${convert},format=gbrp${turn},scale=16:1:flags=neighbor,format=rgb24`],
    ...["-f", "rawvideo"],
  ]);
  return BAR_COLORS.map((_, index) => [...pixels.subarray((index * 2 + 1) * 3, (index * 2 + 1) * 3 + 3)]);
}

/** Largest distance of any channel of any bar from what was generated. */
export function worstBar(bars: number[][]): number {
  const distances = BAR_COLORS.flatMap((color, index) =>
    [0, 2, 4].map((at, channel) =>
      Math.abs(Number.parseInt(color.slice(at, at + 2), 16) - bars[index]![channel]!),
    ),
  );
  return Math.max(...distances);
}

/** Root mean square of each channel, 0 to 1. */
export async function readLoudness(path: string, channels = 2): Promise<number[]> {
  const samples = await decodeSamples(path, channels);
  return Array.from({ length: channels }, (_, channel) => {
    let sum = 0;
    let count = 0;
    for (let at = channel; at < samples.length; at += channels, count += 1)
      sum += (samples[at]! / 32768) ** 2;
    return Math.sqrt(sum / Math.max(1, count));
  });
}

/** Seconds until the sound first gets loud. */
export async function readBeep(path: string): Promise<number> {
  const samples = await decodeSamples(path, 1);
  return samples.findIndex((sample) => Math.abs(sample) > 3000) / 48_000;
}

/** Number of the first bright frame. */
export async function readFlash(path: string): Promise<number> {
  const levels = await decodeRaw(path, ["-vf", "scale=1:1:flags=area,format=gray", "-f", "rawvideo"]);
  return levels.findIndex((level) => level > 128);
}

/** Mean difference between one line and the next in a column of the first frame, 0 to 255. */
export async function readCombing(path: string): Promise<number> {
  const filters = "scale=1:ih:flags=neighbor,format=gray";
  const lines = await decodeRaw(path, ["-frames:v", "1", "-vf", filters, "-f", "rawvideo"]);
  const steps = [...lines.subarray(1)].map((line, index) => Math.abs(line - lines[index]!));
  return steps.reduce((sum, step) => sum + step, 0) / steps.length;
}

async function decodeSamples(path: string, channels: number): Promise<Int16Array> {
  const raw = await decodeRaw(path, ["-map", "0:a", "-ac", String(channels), "-ar", "48000", "-f", "s16le"]);
  return new Int16Array(raw.buffer.slice(raw.byteOffset, raw.byteOffset + raw.length - (raw.length % 2)));
}

async function decodeRaw(path: string, args: readonly string[]): Promise<Uint8Array> {
  const { stdout } = await execa(
    anyTools().ffmpeg.path,
    ["-v", "error", "-nostdin", "-i", path, ...args, "pipe:1"],
    {
      encoding: "buffer",
    },
  );
  return stdout;
}
