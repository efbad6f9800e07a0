// One step of a baked look, and what ffmpeg makes of a colour with it.
import type { Rgb } from "../../domain/cdl.ts";
import type { LutTable } from "./cube-lut.ts";
import { sampleCube, sampleLut } from "./sample-lut.ts";

/** One table over inputs from 0 to 1, for the filter of that name; between tables the picture is cut to 0 to 1. */
export interface BakedTable {
  readonly filter: "lut1d" | "lut3d";
  readonly size: number;
  /** As in `LutTable`. */
  readonly values: Float64Array;
}

/** What ffmpeg makes of a colour with these tables. */
export function applyTables(tables: readonly BakedTable[], rgb: Rgb): Rgb {
  return tables.reduce<Rgb>((colour, table) => cut(applyTable(table, colour)), rgb);
}

function applyTable({ filter, size, values }: BakedTable, rgb: Rgb): Rgb {
  const table: LutTable = { size, min: [0, 0, 0], max: [1, 1, 1], values };
  return filter === "lut3d" ? sampleCube(table, rgb) : sampleLut({ curve: table, cube: undefined }, rgb);
}

function cut([red, green, blue]: Rgb): Rgb {
  const one = (value: number) => Math.min(1, Math.max(0, value));
  return [one(red), one(green), one(blue)];
}
