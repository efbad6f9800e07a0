// One recording over several files, as cameras split it: every frame shows its number, the last file alone has sound.
import { join } from "node:path";
import { execa } from "execa";
import {
  framesToTimecode,
  formatTimecode,
  parseTimecode,
  timecodeToFrames,
} from "../../src/domain/timecode.ts";
import { keepTimes, runFfmpeg, TAGGED_BT709 } from "./media-sources.ts";
import { newestTools } from "./media-toolsets.ts";

export interface PartsRecipe {
  /** File names with extension, in the order of recording. */
  readonly names: readonly string[];
  /** Of each part. */
  readonly frames: readonly number[];
  /** As `num/den`. */
  readonly rate?: string;
  /** Start of the first; undefined for parts without. */
  readonly timecode?: string | undefined;
  /** Frames that the timecode of each part is late, for a recording that is none. */
  readonly late?: readonly number[];
  readonly soundCodec?: readonly string[];
  /** How much longer than its picture the sound of each part is. */
  readonly moreSoundSeconds?: number;
  readonly codec?: readonly string[];
  readonly options?: readonly string[];
}

/** When the sound begins, counted from the start of the last part. */
export const BEEP_SECONDS = 0.2;
/** How far sound may be off its place behind a join. */
export const SYNC_SECONDS = 0.022;

/** Columns of the picture; the frame's number, counted anew after so many, is the bright one. */
const COLUMNS = 40;
const LONG_GOP = [
  "-c:v",
  "libx264",
  "-preset",
  "veryfast",
  "-crf",
  "12",
  "-bf",
  "2",
  "-g",
  "12",
  "-keyint_min",
  "6",
];

export async function makeParts(folder: string, recipe: PartsRecipe): Promise<string[]> {
  const { names, frames, rate = "25/1", timecode, late = [], soundCodec = ["-c:a", "aac"] } = recipe;
  const [num = 25, den = 1] = rate.split("/").map(Number);
  const start = parseTimecode(timecode);
  const paths: string[] = [];
  let first = 0;
  for (const [index, name] of names.entries()) {
    const count = frames[index] ?? 0;
    const seconds = (count * den) / num;
    const picture = `color=c=black:s=320x180:r=${rate},trim=end_frame=${count},geq=lum='if(eq(floor(X/8),mod(N+${first},${COLUMNS})),235,16)':cb=128:cr=128`;
    const tone = index === names.length - 1 ? `gte(t,${BEEP_SECONDS})*0.8*sin(2*PI*1000*t)` : "0";
    const sound = `aevalsrc=exprs='${tone}|${tone}':s=48000:d=${(seconds + (recipe.moreSoundSeconds ?? 0)).toFixed(6)}`;
    const rateOf = { num, den };
    const at = start && timecodeToFrames(start, rateOf) + first + (late[index] ?? 0);
    const label =
      start && at !== undefined ? formatTimecode(framesToTimecode(at, rateOf, start.dropFrame)) : undefined;
    const path = join(folder, name);
    await runFfmpeg([
      ...["-f", "lavfi", "-i", picture, "-f", "lavfi", "-i", sound],
      ...["-pix_fmt", "yuv420p", ...TAGGED_BT709],
      ...(recipe.codec ?? LONG_GOP),
      ...[...soundCodec, "-ar", "48000", "-map", "0:v", "-map", "1:a"],
      ...(label === undefined ? [] : ["-timecode", label]),
      ...(recipe.options ?? []),
      path,
    ]);
    paths.push(path);
    first += count;
  }
  return paths;
}

/** The number that each frame of a film made of such parts shows. */
export async function readFrameNumbers(path: string): Promise<number[]> {
  const filters = `scale=${COLUMNS}:1:flags=area,format=gray`;
  const { stdout } = await execa(
    newestTools().ffmpeg.path,
    [
      "-v",
      "error",
      "-nostdin",
      "-i",
      path,
      "-map",
      "0:v",
      "-vf",
      filters,
      ...keepTimes(),
      "-f",
      "rawvideo",
      "pipe:1",
    ],
    { encoding: "buffer" },
  );
  return Array.from({ length: stdout.length / COLUMNS }, (_, frame) => {
    const row = [...stdout.subarray(frame * COLUMNS, (frame + 1) * COLUMNS)];
    return row.indexOf(Math.max(...row));
  });
}

/** What `readFrameNumbers` reads of a whole film. */
export function allFrameNumbers(count: number): number[] {
  return Array.from({ length: count }, (_, frame) => frame % COLUMNS);
}
