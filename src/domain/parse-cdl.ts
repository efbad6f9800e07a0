// ASC CDL as text: `ASC_SOP` and `ASC_SAT` cells, the four-group `CDL` column of some ALEs, numbers of XML files.
import { type Cdl, NEUTRAL_CDL, type Rgb, findCdlFault } from "./cdl.ts";

/** `problem` is a phrase such as `"01:02:03:04" is no ASC_SOP …`; undefined where nothing is filled in. */
export type CdlReading = { readonly cdl: Cdl } | { readonly problem: string } | undefined;

export interface CdlTexts {
  /** `(s s s)(o o o)(p p p)` */
  readonly sop?: string | undefined;
  readonly sat?: string | undefined;
  /** `(s s s)(o o o)(p p p)(sat)`; used where there is no `sop`. */
  readonly cdl?: string | undefined;
}

/** A missing saturation is 1. A saturation alone is a correction too. */
export function parseCdl(texts: CdlTexts): CdlReading {
  const [sop, sat, whole] = [filled(texts.sop), filled(texts.sat), filled(texts.cdl)];
  if (sop !== undefined) return fromGroups("ASC_SOP", sop, parseGroups(sop, [3, 3, 3]), sat);
  if (whole !== undefined) {
    const groups = parseGroups(whole, [3, 3, 3, 1]) ?? parseGroups(whole, [3, 3, 3]);
    return fromGroups("CDL", whole, groups, sat);
  }
  return sat === undefined ? undefined : fromGroups("ASC_SOP", "", [], sat);
}

/** Numbers between spaces or commas, e.g. `1.0 1 .9`; undefined unless there are exactly `count`. */
export function parseNumbers(text: string, count: number): readonly number[] | undefined {
  const words = text.trim().split(/[\s,]+/);
  const isRight = words.length === count && words.every((word) => NUMBER.test(word));
  return isRight ? words.map(Number) : undefined;
}

/** Three numbers as `parseNumbers` reads them. */
export function parseRgb(text: string): Rgb | undefined {
  return toRgb(parseNumbers(text, 3));
}

const NUMBER = /^[+-]?(?:\d{1,40}\.?\d{0,40}|\.\d{1,40})(?:[eE][+-]?\d{1,3})?$/;
/** What logs write into a cell without a value. */
const NOTHING = /^(?:-+|n\.?\/?a\.?|none|null)?$/i;

function filled(text: string | undefined): string | undefined {
  const trimmed = text?.trim() ?? "";
  return NOTHING.test(trimmed) ? undefined : trimmed;
}

function parseGroups(text: string, counts: readonly number[]): readonly (readonly number[])[] | undefined {
  const inner = /^\(([^()]*)\)((?:\s*\([^()]*\))*)$/.test(text) ? text.match(/[^()]+/g) : null;
  const groups = (inner ?? []).filter((part) => part.trim() !== "");
  if (groups.length !== counts.length) return undefined;
  const numbers = groups.map((group, index) => parseNumbers(group, counts[index] ?? 0));
  return numbers.every((group) => group !== undefined) ? numbers : undefined;
}

function fromGroups(
  column: "ASC_SOP" | "CDL",
  text: string,
  groups: readonly (readonly number[])[] | undefined,
  sat: string | undefined,
): CdlReading {
  if (!groups) {
    const shape = column === "ASC_SOP" ? "(s s s)(o o o)(p p p)" : "(s s s)(o o o)(p p p)(sat)";
    return { problem: `${quote(text)} is no ${column}, which is written ${shape}` };
  }
  const saturation = sat === undefined ? groups[3]?.[0] : parseNumbers(sat, 1)?.[0];
  if (sat !== undefined && saturation === undefined) {
    return { problem: `${quote(sat)} is no ASC_SAT, which is one number` };
  }
  const cdl: Cdl = {
    slope: toRgb(groups[0]) ?? NEUTRAL_CDL.slope,
    offset: toRgb(groups[1]) ?? NEUTRAL_CDL.offset,
    power: toRgb(groups[2]) ?? NEUTRAL_CDL.power,
    saturation: saturation ?? NEUTRAL_CDL.saturation,
  };
  const fault = findCdlFault(cdl);
  return fault === undefined ? { cdl } : { problem: `${quote(text)} is not a usable correction: ${fault}` };
}

function toRgb(numbers: readonly number[] | undefined): Rgb | undefined {
  const [red, green, blue] = numbers ?? [];
  return red === undefined || green === undefined || blue === undefined ? undefined : [red, green, blue];
}

function quote(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
}
