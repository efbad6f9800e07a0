// A LUT as the user named it, ready for `writeLook`: read, brought to full range, and known by what it is made for.
import type { LogEncoding } from "../../domain/log-encoding.ts";
import type { CubeLut } from "./cube-lut.ts";
import { guessLookInput } from "./guess-look-input.ts";
import { type LutRanges, lutRanges, toFullRange } from "./legal-range.ts";
import { readCube } from "./read-cube.ts";

export interface LoadedLut {
  readonly path: string;
  /** Full range in and out, whatever the file is for. */
  readonly lut: CubeLut;
  /** What the file itself is for; worth a line where `because` is set. */
  readonly ranges: LutRanges;
  /** The footage that it is made for, where its name or title tells: for `guardLook`. */
  readonly input: LogEncoding | undefined;
}

/** Throws `lut_invalid` as `readCube` does. */
export async function loadLut(path: string): Promise<LoadedLut> {
  const lut = await readCube(path);
  const ranges = lutRanges(lut, path);
  return { path, lut: toFullRange(lut, ranges), ranges, input: guessLookInput(path, lut.title) };
}
