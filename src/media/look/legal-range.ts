// LUTs for legal-range values: pictures pass through looks in full range, so that such a LUT is converted to it.
import { basename } from "node:path";
import type { Rgb } from "../../domain/cdl.ts";
import { simplify } from "../../domain/log-encoding.ts";
import type { CubeLut, LutTable } from "./cube-lut.ts";

/** Full: 0 to 1 are the ends of the code values. Legal: black and white are at 64 and 940 of 1023 (ITU-R BT.709). */
export type LutRange = "full" | "legal";

export interface LutRanges {
  readonly input: LutRange;
  readonly output: LutRange;
  /** What says so, for messages: `_EL in its name`; undefined where nothing does, and full is taken. */
  readonly because: string | undefined;
}

const BLACK = 64 / 1023;
const SPAN = (940 - 64) / 1023;

const RANGE: Readonly<Record<string, LutRange>> = { E: "full", L: "legal" };

/**
 * ARRI's LUT generator marks input and output as extended or legal: `…_Rec709_EL_davinci3d.cube`. Resolve has
 * keywords for it. Everything else is full range: the makers' LUTs are unless they say otherwise.
 */
export function lutRanges(
  lut: Pick<CubeLut, "inVideoRange" | "outVideoRange" | "title">,
  path: string,
): LutRanges {
  if (lut.inVideoRange || lut.outVideoRange) {
    const range = (isVideo: boolean): LutRange => (isVideo ? "legal" : "full");
    const keywords = [
      ...(lut.inVideoRange ? ["LUT_IN_VIDEO_RANGE"] : []),
      ...(lut.outVideoRange ? ["LUT_OUT_VIDEO_RANGE"] : []),
    ];
    return {
      input: range(lut.inVideoRange),
      output: range(lut.outVideoRange),
      because: keywords.join(" and "),
    };
  }
  const name = basename(path).replace(/\.cube$/i, "");
  return (
    byName(name, "name") ??
    byName(lut.title ?? "", "title") ?? { input: "full", output: "full", because: undefined }
  );
}

function byName(name: string, what: "name" | "title"): LutRanges | undefined {
  const mark = /(?<=[_\-. ])([EL])([EL])(?=$|[_\-. ])/.exec(name);
  // Two capitals alone may be anything; beside the picture's names they are the generator's.
  if (mark && /log ?c|alexa|arri|amira|709|2020|p3/i.test(name)) {
    const [, input = "", output = ""] = mark;
    return {
      input: RANGE[input] ?? "full",
      output: RANGE[output] ?? "full",
      because: `${input}${output} in its ${what}`,
    };
  }
  const text = simplify(name);
  const pair = /\b(legal|full|extended|data)(?: range)?(?: ?2 ?| to )(legal|full|extended|data)\b/.exec(text);
  const range = (word = ""): LutRange => (word === "legal" ? "legal" : "full");
  if (pair) return { input: range(pair[1]), output: range(pair[2]), because: `"${pair[0]}" in its ${what}` };
  if (!/\blegal\b/.test(text)) return undefined;
  return { input: "legal", output: "legal", because: `"legal" in its ${what}` };
}

/** The same LUT for full range in and out: the input range moved, the output's numbers stretched. Exact. */
export function toFullRange<T extends Pick<CubeLut, "curve" | "cube">>(
  lut: T,
  ranges: Omit<LutRanges, "because">,
): T {
  const { curve, cube } = ranges.input === "legal" ? withLegalInput(lut) : lut;
  if (ranges.output === "full") return { ...lut, curve, cube };
  return {
    ...lut,
    ...(cube ? { curve, cube: withLegalOutput(cube) } : { curve: curve && withLegalOutput(curve), cube }),
  };
}

function withLegalInput({ curve, cube }: Pick<CubeLut, "curve" | "cube">): Pick<CubeLut, "curve" | "cube"> {
  return curve ? { curve: moveInput(curve), cube } : { curve, cube: cube && moveInput(cube) };
}

function moveInput(table: LutTable): LutTable {
  const move = ([red, green, blue]: Rgb): Rgb => [stretch(red), stretch(green), stretch(blue)];
  return { ...table, min: move(table.min), max: move(table.max) };
}

function withLegalOutput(table: LutTable): LutTable {
  return { ...table, values: table.values.map(stretch) };
}

/** A legal value as a full one. */
function stretch(value: number): number {
  return (value - BLACK) / SPAN;
}
