// The filters that bring any picture to 8-bit BT.709: matrices and ranges are always named, never guessed by ffmpeg.
import type { VideoFacts } from "../domain/media-facts.ts";
import type { PictureSize } from "./proxy-size.ts";

/** What the picture is converted to. JPEG is full-range BT.601 by its own standard (JFIF), PNG is RGB. */
export type ColorTarget = "video" | "jpeg" | "png";

type ColorFacts = Pick<
  VideoFacts,
  | "colorMatrix"
  | "colorRange"
  | "colorTransfer"
  | "colorPrimaries"
  | "pixelFormat"
  | "height"
  | "isDolbyVision"
>;

const SCALER = "flags=lanczos+accurate_rnd+full_chroma_int";

/** ffprobe's matrix names in the words of the scale filter. */
const SCALE_MATRICES: Readonly<Record<string, string>> = {
  bt709: "bt709",
  fcc: "fcc",
  bt470bg: "bt601",
  smpte170m: "bt601",
  smpte240m: "smpte240m",
  bt2020nc: "bt2020",
  bt2020c: "bt2020",
};

/** PQ and HLG (ITU-R BT.2100): brighter than a display, and grey when shown as they are. */
function isHdr(video: Pick<VideoFacts, "colorTransfer">): boolean {
  return video.colorTransfer === "smpte2084" || video.colorTransfer === "arib-std-b67";
}

/** Dolby Vision without a base layer for others (profile 5, ICtCp) has colours that only its own decoder puts right. */
export function isDolbyVisionOnly(
  video: Pick<VideoFacts, "isDolbyVision" | "colorTransfer" | "colorMatrix">,
): boolean {
  return video.isDolbyVision && (video.colorTransfer === undefined || video.colorMatrix === "ictcp");
}

/** The matrix as tagged; untagged pictures are BT.709 from 720 lines on and BT.601 below, as every player guesses. */
export function sourceMatrix(video: Pick<VideoFacts, "colorMatrix" | "height">): string {
  return SCALE_MATRICES[video.colorMatrix ?? ""] ?? (video.height >= 720 ? "bt709" : "bt601");
}

function isFullRange(video: Pick<VideoFacts, "colorRange" | "pixelFormat">): boolean {
  return video.colorRange === "pc" || (video.pixelFormat?.startsWith("yuvj") ?? false);
}

export interface ColorGoal {
  readonly target: ColorTarget;
  /** Is HDR brought into the range of an SDR display? If not, its code values are shown as they are. */
  readonly isToneMapped: boolean;
}

/** Filters from the decoded (and upright) picture to `size`, square pixels, the target's matrix and range. */
export function colorChain(
  video: ColorFacts,
  size: PictureSize,
  { target, isToneMapped }: ColorGoal,
): readonly string[] {
  const { out, pixelFormat } = OUT[target];
  const scale = `${scaleTo(size)}:${out}`;
  const converted = isHdr(video) ? (isToneMapped ? toneMap(video) : []) : narrowGamut(video);
  if (converted.length > 0) return [...converted, scale, pixelFormat, "setsar=1"];
  return [`${scale}${sourceColor(video)}`, pixelFormat, "setsar=1"];
}

/**
 * The same through a look: code values as full-range RGB, which is what camera looks are made for, through the
 * look's own filters, to 8-bit BT.709. The picture is scaled first, which quarters the work for UHD.
 */
export function lookChain(video: ColorFacts, size: PictureSize, look: readonly string[]): readonly string[] {
  const { out, pixelFormat } = OUT.video;
  return [
    `${scaleTo(size)}${sourceColor(video)}:out_range=pc`,
    "format=gbrp16le",
    ...look,
    `${scaleTo(size)}:${out}`,
    pixelFormat,
    "setsar=1",
  ];
}

/** Scaled once for several outputs: still the source's matrix and range, in a format that costs it nothing. */
export function asRecorded(video: ColorFacts, size: PictureSize): readonly string[] {
  if (isRgb(video)) return [scaleTo(size), "format=gbrp16le"];
  const matrix = sourceMatrix(video);
  const out = `out_color_matrix=${matrix}:out_range=${rangeOf(video)}`;
  return [`${scaleTo(size)}${sourceColor(video)}:${out}`, `format=${recordedFormat(video)}`];
}

/** 4:2:2 in 10 bits holds what most cameras record, at two thirds of the work of the format that holds everything. */
function recordedFormat({ pixelFormat = "" }: ColorFacts): string {
  return /444|440|1[246](le|be)$/.test(pixelFormat) ? "yuv444p16le" : "yuv422p10le";
}

/** From a finished 8-bit BT.709 picture to JPEG's colours. */
export function jpegOfVideo(size: PictureSize): readonly string[] {
  const { out, pixelFormat } = OUT.jpeg;
  return [`${scaleTo(size)}:in_color_matrix=bt709:in_range=tv:${out}`, pixelFormat];
}

const OUT: Readonly<Record<ColorTarget, { readonly out: string; readonly pixelFormat: string }>> = {
  video: { out: "out_color_matrix=bt709:out_range=tv", pixelFormat: "format=yuv420p" },
  jpeg: { out: "out_color_matrix=bt601:out_range=pc", pixelFormat: "format=yuvj420p" },
  png: { out: "out_range=pc", pixelFormat: "format=rgb24" },
};

const scaleTo = ({ width, height }: PictureSize) => `scale=${width}:${height}:${SCALER}`;

const rangeOf = (video: ColorFacts) => (isFullRange(video) ? "pc" : "tv");

/** What the scaler has to be told of its input; RGB has neither matrix nor range. */
function sourceColor(video: ColorFacts): string {
  return isRgb(video) ? "" : `:in_color_matrix=${sourceMatrix(video)}:in_range=${rangeOf(video)}`;
}

/**
 * Whole-number RGB, which cuts off what BT.709 cannot show. Left in YUV, newer libzimg carries the negative parts on
 * into luma and darkens strong colours.
 */
const BT709_RGB = "p=bt709:t=bt709:m=gbr:r=full";

/** Sets the tags of the frames, so that encoder and container say what the pixels are. */
export const TAG_AS_BT709 = "setparams=range=tv:color_primaries=bt709:color_trc=bt709:colorspace=bt709";

/**
 * Needs libzimg. 203 nits is the reference white of HDR programmes (ITU-R BT.2408), 1000 the peak that they are
 * mastered for. Mobius that bends from 5 % of white on brings reference white to 80 % of the SDR signal, mid grey
 * (26 nits) to 42 % as SDR has it, and light skin (100 nits) to 66 %. Bent from 30 % on, white comes to 85 % and
 * leaves highlights no room; hable makes the whole picture dark. Input and output are named in full: zscale finds no way from primaries that the frame
 * does not carry.
 */
function toneMap(video: ColorFacts): readonly string[] {
  const input = `tin=${video.colorTransfer}:${zscaleInput(video)}:pin=${video.colorPrimaries ?? "bt2020"}`;
  return [
    `zscale=${input}:p=bt709:t=linear:npl=203`,
    "format=gbrpf32le",
    `tonemap=mobius:param=0.05:desat=0:peak=${(1000 / 203).toFixed(3)}`,
    `zscale=tin=linear:pin=bt709:${BT709_RGB}`,
    "format=gbrp16le",
  ];
}

/**
 * Wide-gamut SDR (BT.2020 with its own transfer) is brought to BT.709. The combination 9-1-9 is left alone:
 * cameras write it for log pictures, which no gamut conversion may touch.
 */
function narrowGamut(video: ColorFacts): readonly string[] {
  if (!needsGamut(video)) return [];
  return [`zscale=tin=bt709:${zscaleInput(video)}:pin=bt2020:${BT709_RGB}`, "format=gbrp16le"];
}

function needsGamut(video: ColorFacts): boolean {
  const isOwnTransfer = video.colorTransfer === "bt2020-10" || video.colorTransfer === "bt2020-12";
  return video.colorPrimaries === "bt2020" && isOwnTransfer;
}

/** Does this picture need the zscale and tonemap filters? */
export function needsZscale(video: ColorFacts): boolean {
  return isHdr(video) || needsGamut(video);
}

function zscaleInput(video: ColorFacts): string {
  const matrix = video.colorMatrix === "bt2020c" ? "2020_cl" : "2020_ncl";
  return `min=${video.colorMatrix === "bt709" ? "709" : matrix}:rin=${isFullRange(video) ? "full" : "limited"}`;
}

function isRgb(video: ColorFacts): boolean {
  return /^(gbr|rgb|bgr|argb|abgr|0rgb|0bgr|x2rgb)/.test(video.pixelFormat ?? "");
}
