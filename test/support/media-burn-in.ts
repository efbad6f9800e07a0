// Pictures with and without burn-ins, as the luma that ffmpeg makes of them.
import { execa } from "execa";
import { parseRational } from "../../src/domain/rational.ts";
import type { BurnInFacts } from "../../src/media/burn-in/burn-in-fields.ts";

export interface Picture {
  readonly width: number;
  readonly height: number;
  /** yuv420p, frame after frame. */
  readonly bytes: Buffer;
}

export interface BurnInCanvas {
  readonly width?: number;
  readonly height?: number;
  readonly rate?: string;
  readonly frames?: number;
  /** Generator without size and rate; default a flat grey. */
  readonly picture?: string;
}

export function burnInFacts(canvas: BurnInCanvas, facts: Partial<BurnInFacts>): BurnInFacts {
  const rate = parseRational(canvas.rate ?? "25");
  if (!rate) throw new Error(`no rate: ${canvas.rate}`);
  return {
    name: "A001C001",
    metadata: {},
    timecode: undefined,
    rate,
    width: canvas.width ?? 640,
    height: canvas.height ?? 360,
    ...facts,
  };
}

export async function burn(
  ffmpegPath: string,
  filters: readonly string[],
  canvas: BurnInCanvas = {},
): Promise<Picture> {
  const { width = 640, height = 360, rate = "25", frames = 1, picture = "color=c=gray" } = canvas;
  const separator = picture.includes("=") ? ":" : "=";
  const graph = [
    `${picture}${separator}s=${width}x${height}:r=${rate}`,
    `trim=end_frame=${frames}`,
    "format=yuv420p",
    ...filters,
    "format=yuv420p",
  ].join(",");
  const { stdout } = await execa(
    ffmpegPath,
    ["-v", "error", "-nostdin", "-f", "lavfi", "-i", graph, "-f", "rawvideo", "pipe:1"],
    { encoding: "buffer", maxBuffer: 1 << 28 },
  );
  return { width, height, bytes: Buffer.from(stdout) };
}

/** Luma of one frame, line after line. */
export function lumaOf({ width, height, bytes }: Picture, frame = 0): Buffer {
  const start = frame * ((width * height * 3) / 2);
  return bytes.subarray(start, start + width * height);
}

/** The smallest rectangle that holds every pixel of the first frame whose luma differs; undefined when none does. */
export function changedBox(
  before: Picture,
  after: Picture,
): { left: number; top: number; right: number; bottom: number } | undefined {
  const [a, b] = [lumaOf(before), lumaOf(after)];
  const box = { left: Infinity, top: Infinity, right: -1, bottom: -1 };
  for (let at = 0; at < a.length; at += 1) {
    if (a[at] === b[at]) continue;
    const [x, y] = [at % before.width, Math.floor(at / before.width)];
    box.left = Math.min(box.left, x);
    box.right = Math.max(box.right, x);
    box.top = Math.min(box.top, y);
    box.bottom = Math.max(box.bottom, y);
  }
  return box.right < 0 ? undefined : box;
}
