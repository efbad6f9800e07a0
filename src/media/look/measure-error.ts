// How far baked tables are from the look's formula.
import type { Rgb } from "../../domain/cdl.ts";
import { type Look, applyLook } from "./apply-look.ts";
import { type BakedTable, applyTables } from "./baked-table.ts";

/**
 * The largest difference of any channel of any sample, in codes of 8 bits; outputs are cut to 0 to 1 as a picture's
 * are. Stops at the first that is larger than `enough`.
 */
export function measureError(
  look: Look,
  tables: readonly BakedTable[],
  enough = Number.POSITIVE_INFINITY,
): number {
  let worst = 0;
  for (const rgb of samples()) {
    const wanted = applyLook(look, rgb);
    const got = applyTables(tables, rgb);
    for (const channel of [0, 1, 2] as const) {
      const difference = Math.abs(got[channel] - Math.min(1, Math.max(0, wanted[channel]))) * 255;
      if (difference > worst) worst = difference;
    }
    if (worst > enough) break;
  }
  return worst;
}

/** Off the grid of 65 points, so that a cell's inside is looked at and not its corners. */
const RAMP_POINTS = 1999;
const SCATTERED_POINTS = 8000;
const OTHER_CHANNELS = [0.02, 0.4, 0.9] as const;

/** The grey axis, each channel alone, and points all over the cube. */
function* samples(): Generator<Rgb> {
  for (let at = 0; at <= RAMP_POINTS; at += 1) {
    const value = at / RAMP_POINTS;
    yield [value, value, value];
    const other = OTHER_CHANNELS[at % OTHER_CHANNELS.length] ?? 0;
    yield [value, other, other];
    yield [other, value, other];
    yield [other, other, value];
  }
  for (let at = 1; at <= SCATTERED_POINTS; at += 1) yield [radical(at, 2), radical(at, 3), radical(at, 5)];
}

/** Van der Corput: its digits mirrored at the point, which spreads points evenly (a Halton sequence in three bases). */
function radical(index: number, base: number): number {
  let value = 0;
  let share = 1 / base;
  for (let rest = index; rest > 0; rest = Math.floor(rest / base)) {
    value += (rest % base) * share;
    share /= base;
  }
  return value;
}
