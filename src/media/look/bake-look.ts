// Turns a look (CDL, then LUT) into the fewest tables that ffmpeg applies without a visible difference to the formula.
import { type Cdl, NEUTRAL_CDL, type Rgb, isNeutralCdl } from "../../domain/cdl.ts";
import { applySaturation, applySop } from "./apply-cdl.ts";
import { type Look, applyLook } from "./apply-look.ts";
import type { BakedTable } from "./baked-table.ts";
import type { LutTable } from "./cube-lut.ts";
import { measureError } from "./measure-error.ts";
import { sampleCube, sampleCurve } from "./sample-lut.ts";

export interface BakedLook {
  /** In the order in which they are applied; none for a look that changes nothing. */
  readonly tables: readonly BakedTable[];
  /** The largest difference to the formula that was found over some 16,000 colours, in codes of 8 bits. */
  readonly errorCodes: number;
}

/** Points along each edge of the one cube that holds the whole look. */
const BAKED_SIZE = 65;
/** FFmpeg since 4.3; before, 64 was the most. */
const MAX_CUBE_SIZE = 256;
/** As many as 16-bit pictures have values, so that a curve is exact for each. */
const CURVE_SIZE = 65_536;
/** Rounding to whole codes then stays within one code of the formula. */
const TOLERATED_CODES = 0.4;

export interface BakeOptions {
  /** The largest cube that the ffmpeg in use reads (see `findMaxCubeSize`). Default 256. */
  readonly maxCubeSize?: number | undefined;
}

/**
 * One cube of 65³ where that is right, as it is for most looks. A power well below 1, a clip in mid-range, a steep
 * shaper or the corners of a coarse LUT bend within one cell of such a cube (16 codes off at a power of 0.4): these
 * become two tables, or the look's own steps, which are exact in 16 bits (curve, saturation, curve, the LUT's own
 * cube). A look that treats each channel alone is one curve.
 */
export function bakeLook(look: Look, { maxCubeSize = MAX_CUBE_SIZE }: BakeOptions = {}): BakedLook {
  let best: BakedLook | undefined;
  for (const plan of plans(look, maxCubeSize)) {
    const tables = plan();
    // What is worse than the best so far need not be known exactly.
    const errorCodes = measureError(look, tables, best?.errorCodes);
    if (!best || errorCodes < best.errorCodes) best = { tables, errorCodes };
    if (errorCodes <= TOLERATED_CODES) break;
  }
  return best ?? { tables: [], errorCodes: 0 };
}

/** The cheapest for ffmpeg first. */
function* plans(look: Look, maxCubeSize: number): Generator<() => readonly BakedTable[]> {
  const { cdl = NEUTRAL_CDL, lut } = look;
  const size = Math.min(BAKED_SIZE, maxCubeSize);
  const isCurve = cdl.saturation === 1 && !lut?.cube;
  if (!isCurve) {
    yield () => [bakeCube(size, (rgb) => applyLook(look, rgb))];
    const rest: Look = { cdl: { ...NEUTRAL_CDL, saturation: cdl.saturation }, lut };
    if (cdl.saturation !== 1)
      yield () => [...bakeCurves(gradeOf(cdl)), bakeCube(size, (rgb) => applyLook(rest, rgb))];
  }
  yield () => exactSteps(look, maxCubeSize);
}

function exactSteps({ cdl = NEUTRAL_CDL, lut }: Look, maxCubeSize: number): readonly BakedTable[] {
  const shaper = shaperOf(lut);
  const own = lut?.cube ? [ownCube(lut.cube, maxCubeSize)] : [];
  if (cdl.saturation === 1) return [...bakeCurves(gradeOf(cdl), shaper), ...own];
  // Saturation is a matrix, and a cube of two points holds one exactly; its clamp is the cut between tables.
  const saturation = bakeCube(2, (rgb) => saturate(cdl.saturation, rgb));
  return [...bakeCurves(gradeOf(cdl)), saturation, ...bakeCurves(shaper), ...own];
}

function gradeOf(cdl: Cdl): Curve | undefined {
  if (isNeutralCdl({ ...cdl, saturation: 1 })) return undefined;
  return (channel, value) => applySop(cdl, channel, value);
}

/** The LUT's numbers as they are, unless there are more than ffmpeg reads. */
function ownCube(cube: LutTable, maxCubeSize: number): BakedTable {
  if (cube.size <= maxCubeSize) return { filter: "lut3d", size: cube.size, values: cube.values };
  const unit: LutTable = { ...cube, min: [0, 0, 0], max: [1, 1, 1] };
  return bakeCube(maxCubeSize, (rgb) => sampleCube(unit, rgb));
}

/** Unclamped: a clamped corner would bend the whole cube. */
function saturate(saturation: number, rgb: Rgb): Rgb {
  const [luma] = applySaturation(0, rgb);
  const about = (value: number) => luma + saturation * (value - luma);
  return [about(rgb[0]), about(rgb[1]), about(rgb[2])];
}

type Curve = (channel: 0 | 1 | 2, value: number) => number;

/** Everything before the cube's own table: the LUT's curve, and the cube's input range brought to 0 to 1. */
function shaperOf(lut: Look["lut"]): Curve | undefined {
  const { curve, cube } = lut ?? {};
  const hasRange = cube !== undefined && !(isUnit(cube.min, 0) && isUnit(cube.max, 1));
  if (!curve && !hasRange) return undefined;
  return (channel, value) => {
    const shaped = curve ? sampleCurve(curve, channel, value) : value;
    if (!cube) return shaped;
    const low = cube.min[channel];
    return (shaped - low) / (cube.max[channel] - low);
  };
}

function isUnit(rgb: Rgb, value: number): boolean {
  return rgb.every((each) => each === value);
}

function bakeCurves(...curves: readonly (Curve | undefined)[]): readonly BakedTable[] {
  const given = curves.filter((curve) => curve !== undefined);
  if (given.length === 0) return [];
  const values = new Float64Array(CURVE_SIZE * 3);
  for (let at = 0; at < CURVE_SIZE; at += 1) {
    for (const channel of [0, 1, 2] as const) {
      let value = at / (CURVE_SIZE - 1);
      for (const curve of given) value = curve(channel, value);
      values[at * 3 + channel] = value;
    }
  }
  return [{ filter: "lut1d", size: CURVE_SIZE, values }];
}

function bakeCube(size: number, colour: (rgb: Rgb) => Rgb): BakedTable {
  const values = new Float64Array(size ** 3 * 3);
  const last = size - 1;
  let at = 0;
  for (let blue = 0; blue < size; blue += 1) {
    for (let green = 0; green < size; green += 1) {
      for (let red = 0; red < size; red += 1) {
        const [r, g, b] = colour([red / last, green / last, blue / last]);
        values[at] = r;
        values[at + 1] = g;
        values[at + 2] = b;
        at += 3;
      }
    }
  }
  return { filter: "lut3d", size, values };
}
