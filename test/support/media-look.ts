// Colours through real ffmpeg filters and back, in 16 bits, without any other conversion.
import { execa } from "execa";
import type { Rgb } from "../../src/domain/cdl.ts";

const WIDTH = 64;
const MAX = 65_535;

/** The grey ramp, each corner, and an even scatter: a multiple of the picture's width. */
export const COLOURS: readonly Rgb[] = [
  ...Array.from({ length: 1024 }, (_, at): Rgb => [at / 1023, at / 1023, at / 1023]),
  ...Array.from({ length: 1016 }, (_, at): Rgb => [
    (at * 0.754878) % 1,
    (at * 0.56984) % 1,
    (at * 0.327) % 1,
  ]),
  ...Array.from({ length: 8 }, (_, at): Rgb => [at & 1, (at >> 1) & 1, (at >> 2) & 1]),
];

/** What the filters make of each colour. */
export async function throughFfmpeg(
  ffmpegPath: string,
  filters: readonly string[],
  colours: readonly Rgb[] = COLOURS,
): Promise<readonly Rgb[]> {
  const count = colours.length;
  const height = count / WIDTH;
  const planes = Buffer.alloc(count * 6);
  colours.forEach((rgb, at) => {
    [rgb[1], rgb[2], rgb[0]].forEach((value, plane) => {
      planes.writeUInt16LE(Math.round(value * MAX), (plane * count + at) * 2);
    });
  });
  const format = ["-f", "rawvideo", "-pix_fmt", "gbrp16le"];
  const { stdout } = await execa(
    ffmpegPath,
    [
      ...["-v", "error", ...format, "-s", `${WIDTH}x${height}`, "-i", "pipe:0"],
      ...["-vf", [...filters, "format=gbrp16le"].join(","), "-frames:v", "1", ...format, "pipe:1"],
    ],
    { input: planes, encoding: "buffer" },
  );
  const out = Buffer.from(stdout);
  const at = (plane: number, index: number) => out.readUInt16LE((plane * count + index) * 2) / MAX;
  return colours.map((_, index) => [at(2, index), at(0, index), at(1, index)]);
}

/** The largest difference of any channel, in codes of 8 bits; the wanted colours are cut to 0 to 1. */
export function worstCode(got: readonly Rgb[], wanted: readonly Rgb[]): number {
  return Math.max(
    ...got.flatMap((rgb, index) =>
      rgb.map((value, channel) => Math.abs(value - clamp(wanted[index]![channel as 0 | 1 | 2])) * 255),
    ),
  );
}

export function clamp(value: number): number {
  return Math.min(1, Math.max(0, value));
}
