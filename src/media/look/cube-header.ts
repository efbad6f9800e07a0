// The keywords of a .cube file: sizes, input ranges, title. Each may stand once, in any order.
import type { Rgb } from "../../domain/cdl.ts";

export type Dimension = "1D" | "3D";

/** Reports a problem of the line that is being read. */
export type Refuse = (problem: string, hint?: string) => never;

export interface CubeHeader {
  title: string | undefined;
  readonly sizes: Partial<Record<Dimension, number>>;
  /** Adobe's and IRIDAS's domain. */
  domainMin: Rgb | undefined;
  domainMax: Rgb | undefined;
  /** Resolve's ranges. */
  readonly ranges: Partial<Record<Dimension, readonly [number, number]>>;
  readonly flags: Set<string>;
  /** Keyword → the line where it stands. */
  readonly lines: Map<string, number>;
}

const SIZE_LIMITS: Readonly<Record<Dimension, number>> = { "1D": 65_536, "3D": 256 };

const FLAGS: ReadonlySet<string> = new Set(["LUT_IN_VIDEO_RANGE", "LUT_OUT_VIDEO_RANGE"]);

export function emptyHeader(): CubeHeader {
  return {
    title: undefined,
    sizes: {},
    domainMin: undefined,
    domainMax: undefined,
    ranges: {},
    flags: new Set(),
    lines: new Map(),
  };
}

/** `text` is a trimmed line that does not begin with a number. */
export function readKeyword(header: CubeHeader, text: string, line: number, refuse: Refuse): void {
  const keyword = /^\S+/.exec(text)?.[0].toUpperCase() ?? "";
  const rest = text.slice(keyword.length).trim();
  if (keyword === "TITLE") {
    const title = rest.startsWith('"') ? rest.split('"', 2)[1] : rest;
    header.title ??= title?.trim() || undefined;
    return;
  }
  const size = /^LUT_([13]D)_SIZE$/.exec(keyword)?.[1] as Dimension | undefined;
  const range = /^LUT_([13]D)_INPUT_RANGE$/.exec(keyword)?.[1] as Dimension | undefined;
  const words = (rest.split("#", 1)[0] ?? "").trimEnd();
  noteOnce(header, keyword, line, refuse);
  if (size) header.sizes[size] = readSize(size, keyword, words, refuse);
  else if (range) header.ranges[range] = readRange(keyword, words, refuse);
  else if (keyword === "DOMAIN_MIN") header.domainMin = readTriple(keyword, words, refuse);
  else if (keyword === "DOMAIN_MAX") header.domainMax = readTriple(keyword, words, refuse);
  else if (FLAGS.has(keyword)) header.flags.add(keyword);
  else refuseKeyword(text, refuse);
}

function noteOnce(header: CubeHeader, keyword: string, line: number, refuse: Refuse): void {
  const first = header.lines.get(keyword);
  if (first !== undefined) {
    refuse(`${keyword} stands a second time; the first is on line ${first}`, "Export the LUT again.");
  }
  header.lines.set(keyword, line);
}

function readSize(dimension: Dimension, keyword: string, words: string, refuse: Refuse): number {
  const limit = SIZE_LIMITS[dimension];
  const size = /^\d{1,9}$/.test(words) ? Number(words) : Number.NaN;
  if (!(size >= 2 && size <= limit)) {
    refuse(
      `${keyword} is ${words === "" ? "missing its number" : JSON.stringify(shorten(words))}, and it is a whole number from 2 to ${limit}`,
      `Export the LUT again${dimension === "3D" ? ", at 33 or 65 points" : ""}.`,
    );
  }
  return size;
}

function readRange(keyword: string, words: string, refuse: Refuse): readonly [number, number] {
  const [min = Number.NaN, max = Number.NaN] = readNumbers(keyword, words, 2, refuse);
  if (min >= max) refuse(`${keyword} begins at ${min} and ends at ${max}, which is not above it`);
  return [min, max];
}

function readTriple(keyword: string, words: string, refuse: Refuse): Rgb {
  const [red = Number.NaN, green = Number.NaN, blue = Number.NaN] = readNumbers(keyword, words, 3, refuse);
  return [red, green, blue];
}

function readNumbers(keyword: string, words: string, count: number, refuse: Refuse): readonly number[] {
  const found = words === "" ? [] : words.split(/\s+/);
  if (found.length !== count) refuse(`${keyword} takes ${count} numbers and has ${found.length}`);
  return found.map((word) => readNumber(word, refuse));
}

const NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;
const COMMA_HINT = "Export the LUT again with decimal points (numbers such as 0.5).";

export function readNumber(word: string, refuse: Refuse): number {
  const value = NUMBER.test(word) ? Number(word) : Number.NaN;
  if (Number.isFinite(value)) return value;
  if (/^[+-]?\d*,\d+$/.test(word)) refuse(`${shorten(word)} is written with a decimal comma`, COMMA_HINT);
  if (word.includes(","))
    refuse(`the numbers in ${shorten(word)} stand between commas, not spaces`, COMMA_HINT);
  return refuse(`${JSON.stringify(shorten(word))} is not a number`);
}

/** Formats that are renamed to .cube, or opened by mistake. */
const OTHER_FORMATS: readonly (readonly [sign: RegExp, name: string])[] = [
  [/^</, "an XML file"],
  [/^CSPLUTV/i, "a .csp LUT"],
  [/^(?:3DMESH|Mesh|LUT8|gamma)\b/i, "a .3dl LUT"],
  [/^(?:SPILUT|Version\s+\d)/i, "an .spi LUT"],
];

export const EXPORT_CUBE = "Export the look as a .cube file and name that.";

function refuseKeyword(text: string, refuse: Refuse): never {
  const other = OTHER_FORMATS.find(([sign]) => sign.test(text));
  if (other) return refuse(`this is ${other[1]}, not a .cube`, EXPORT_CUBE);
  return refuse(`${JSON.stringify(shorten(text))} is not a keyword of a .cube file`);
}

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
