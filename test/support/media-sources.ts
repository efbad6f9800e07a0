// Tiny clips with known colours, sound and labels, made by ffmpeg's own generators.
import { open } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { newestTools } from "./media-toolsets.ts";

export interface SourceRecipe {
  /** File name with extension. */
  readonly name: string;
  readonly size?: string;
  /** As ffmpeg's `-r` takes it. Default 25. */
  readonly rate?: string;
  readonly frames?: number;
  /** Filters behind the bars, e.g. a select that makes the rate variable. */
  readonly filters?: string;
  /** Matrix and range that the pixels are really in. */
  readonly matrix?: "bt601" | "bt709" | "bt2020";
  readonly range?: "tv" | "pc";
  readonly pixelFormat?: string;
  /** Encoder and its options; default ProRes, which every build here has and which keeps colours to the code. */
  readonly codec?: readonly string[];
  /** One generator per track, e.g. `sine=440`; none for a take without sound. */
  readonly sound?: readonly string[];
  readonly soundCodec?: readonly string[];
  readonly timecode?: string;
  /** Colour tags; default BT.709. */
  readonly tags?: readonly string[];
  /** More output options. */
  readonly options?: readonly string[];
}

/** 75 % bars and a near black, in the order from left to right, as 8-bit RGB. */
export const BAR_COLORS = [
  "bfbfbf",
  "bfbf00",
  "00bfbf",
  "00bf00",
  "bf00bf",
  "bf0000",
  "0000bf",
  "101010",
] as const;

export const PRORES = ["-c:v", "prores_ks", "-profile:v", "2"] as const;
export const H264 = ["-c:v", "libx264", "-preset", "ultrafast", "-qp", "4"] as const;
export const TAGGED_BT709 = [
  ...["-color_primaries", "bt709", "-color_trc", "bt709", "-colorspace", "bt709", "-color_range", "tv"],
] as const;

/** Makes the clip in `folder` and gives its path. */
export async function makeSource(folder: string, recipe: SourceRecipe): Promise<string> {
  const { size = "320x180", rate = "25", frames = 25, sound = [], range = "tv" } = recipe;
  const pixelFormat = recipe.pixelFormat ?? "yuv422p10le";
  const path = join(folder, recipe.name);
  const graph = [
    bars(size, rate, frames),
    ...(recipe.filters === undefined ? [] : [recipe.filters]),
    `scale=out_color_matrix=${recipe.matrix ?? "bt709"}:out_range=${range}:flags=accurate_rnd+full_chroma_int`,
    `format=${pixelFormat}`,
  ].join(",");
  await runFfmpeg([
    ...["-f", "lavfi", "-i", graph],
    ...sound.flatMap((generator) => ["-f", "lavfi", "-i", generator]),
    ...["-map", "0:v", ...sound.flatMap((_, index) => ["-map", `${index + 1}:a`])],
    ...["-r", rate, ...(recipe.codec ?? PRORES)],
    ...["-pix_fmt", pixelFormat],
    ...(sound.length > 0 ? ["-ar", "48000", ...(recipe.soundCodec ?? ["-c:a", "pcm_s16le"])] : []),
    ...(sound.length > 0 ? ["-t", String(frames / rateNumber(rate))] : []),
    ...(recipe.timecode === undefined ? [] : ["-timecode", recipe.timecode]),
    ...(recipe.tags ?? TAGGED_BT709),
    ...["-movflags", "+write_colr", ...(recipe.options ?? [])],
    path,
  ]);
  return path;
}

export async function runFfmpeg(args: readonly string[]): Promise<void> {
  await execa(newestTools().ffmpeg.path, ["-v", "error", "-nostdin", "-y", ...args]);
}

/** `-vsync` or, in newer builds, `-fps_mode`. */
export function keepTimes(): readonly string[] {
  return newestTools().ffmpeg.capabilities.options.has("fps_mode")
    ? ["-fps_mode", "passthrough"]
    : ["-vsync", "passthrough"];
}

/** Output options for interlaced coding, top field first. */
export function fieldOptions(): readonly string[] {
  const top = newestTools().ffmpeg.capabilities.options.has("top") ? ["-top", "1"] : [];
  return [...top, "-field_order", "tt", "-flags", "+ildct+ilme"];
}

function bars(size: string, rate: string, frames: number): string {
  const [width = 0, height = 0] = size.split("x").map(Number);
  const widths = BAR_COLORS.map(
    (_, index) => Math.round(((index + 1) * width) / 8) - Math.round((index * width) / 8),
  );
  const bar = (color: string, index: number) =>
    `color=c=0x${color}:s=${widths[index]}x${height}:r=${rate},trim=end_frame=${frames},format=gbrp[b${index}]`;
  const labels = BAR_COLORS.map((_, index) => `[b${index}]`).join("");
  return `${BAR_COLORS.map(bar).join(";")};${labels}hstack=inputs=8`;
}

function rateNumber(rate: string): number {
  const [num = 25, den = 1] = rate.split("/").map(Number);
  return num / den;
}

const FIXED_ONE = 0x1_0000;

/** The display matrices that phones write, by clockwise degrees (QuickTime File Format, track header). */
const MATRICES: Readonly<Record<number, readonly [number, number, number, number]>> = {
  90: [0, FIXED_ONE, -FIXED_ONE, 0],
  180: [-FIXED_ONE, 0, 0, -FIXED_ONE],
  270: [0, -FIXED_ONE, FIXED_ONE, 0],
};

/** Writes a display matrix into the first track of an MP4 or MOV, whatever ffmpeg made it. */
export async function turnTrack(path: string, clockwise: 90 | 180 | 270): Promise<void> {
  const [a, b, c, d] = MATRICES[clockwise]!;
  await patchBox(path, "tkhd", (body) => {
    body.writeInt32BE(a, 40);
    body.writeInt32BE(b, 44);
    body.writeInt32BE(c, 52);
    body.writeInt32BE(d, 56);
  });
}

/** Changes the body of the first box of a type, found by its name. */
export async function patchBox(path: string, type: string, change: (body: Buffer) => void): Promise<void> {
  const file = await open(path, "r+");
  try {
    const { size } = await file.stat();
    const bytes = Buffer.alloc(size);
    await file.read(bytes, 0, size, 0);
    const at = bytes.indexOf(type, 0, "latin1");
    if (at < 4) throw new Error(`no ${type} in ${path}`);
    change(bytes.subarray(at + 4, at - 4 + bytes.readUInt32BE(at - 4)));
    await file.write(bytes, 0, size, 0);
  } finally {
    await file.close();
  }
}
