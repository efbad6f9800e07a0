// Reads the text of a .cube LUT, strictly: what ffmpeg's own reader skips or misreads is understood or refused here.
import type { Rgb } from "../../domain/cdl.ts";
import {
  type CubeHeader,
  type Dimension,
  type Refuse,
  EXPORT_CUBE,
  emptyHeader,
  readKeyword,
  readNumber,
} from "./cube-header.ts";
import type { CubeLut, LutTable } from "./cube-lut.ts";
import { lutError } from "./lut-error.ts";

/** Adobe allows 250 characters in a line; a line of numbers has never come near it. */
const MAX_LINE_LENGTH = 1000;
/** `0 0 0` and a line end: what a file of a given length can hold at most. */
const MIN_TRIPLE_LENGTH = 6;
/** A line that means numbers, even wrong ones. */
const NUMBERS = /^(?!3DMESH)(?:[-+.\d]|nan\b|inf)/i;
const AGAIN = "Export the LUT again, or copy it again if it was cut off.";

/**
 * Takes LF, CRLF and CR, a byte order mark, tabs, indented lines, comments, and keywords in any order: both Adobe's
 * and IRIDAS's (`DOMAIN_MIN`) and Resolve's (`LUT_3D_INPUT_RANGE`, a 1D shaper before the 3D table).
 *
 * @param file What messages call it.
 * @throws OdailiesError `lut_invalid` that names the line and what is wrong with it. Nothing else.
 */
export function parseCube(text: string, file = "The LUT"): CubeLut {
  const header = emptyHeader();
  const values = new NumberList(Math.ceil(text.length / MIN_TRIPLE_LENGTH) * 3);
  let line = 0;
  const refuse: Refuse = (problem, hint = AGAIN) => {
    throw lutError(file, line, problem, hint);
  };
  for (const raw of linesOf(text)) {
    line += 1;
    const trimmed = raw.trim();
    if (trimmed === "" || trimmed.startsWith("#")) continue;
    if (trimmed.length > MAX_LINE_LENGTH) refuse(`the line has ${trimmed.length} characters`, EXPORT_CUBE);
    if (NUMBERS.test(trimmed)) {
      readTriple(trimmed, values, refuse);
      continue;
    }
    readKeyword(header, trimmed, line, refuse);
    requireOrder(header, trimmed, values.length / 3, refuse);
  }
  return assemble(header, values.filled(), file);
}

function readTriple(text: string, values: NumberList, refuse: Refuse): void {
  const hash = text.indexOf("#");
  const words = (hash < 0 ? text : text.slice(0, hash).trimEnd()).split(/\s+/);
  if (words.length !== 3) {
    words.forEach((word) => readNumber(word, refuse));
    refuse(`there are ${words.length} number${words.length === 1 ? "" : "s"} where 3 belong`);
  }
  for (const word of words) values.push(readNumber(word, refuse));
}

/** The only size that may stand behind numbers is the cube's, right behind the curve's. */
function requireOrder(header: CubeHeader, text: string, triples: number, refuse: Refuse): void {
  if (triples === 0 || !/^LUT_[13]D_SIZE/i.test(text)) return;
  if (/^LUT_3D_SIZE/i.test(text) && header.sizes["1D"] === triples) return;
  refuse(`${text} stands behind ${triples} lines of numbers that it should come before`);
}

function assemble(header: CubeHeader, values: Float64Array, file: string): CubeLut {
  const curveSize = header.sizes["1D"];
  const cubeSize = header.sizes["3D"];
  const found = values.length / 3;
  if (curveSize === undefined && cubeSize === undefined) {
    const what =
      found === 0 && header.lines.size === 0
        ? "it holds no LUT"
        : "it names no LUT_1D_SIZE and no LUT_3D_SIZE";
    throw lutError(file, undefined, what, EXPORT_CUBE);
  }
  const curveCount = curveSize ?? 0;
  const expected = curveCount + (cubeSize ?? 0) ** 3;
  if (found !== expected) {
    const parts = [
      curveSize === undefined ? [] : `${curveSize} of the curve`,
      cubeSize === undefined ? [] : `${cubeSize}³ of the cube`,
    ];
    throw lutError(
      file,
      undefined,
      `it holds ${found} triples where ${expected} belong (${parts.flat().join(" and ")})`,
      AGAIN,
    );
  }
  return {
    title: header.title,
    curve: tableOf(header, "1D", curveSize, values.subarray(0, curveCount * 3), file),
    cube: tableOf(header, "3D", cubeSize, values.subarray(curveCount * 3), file),
    inVideoRange: header.flags.has("LUT_IN_VIDEO_RANGE"),
    outVideoRange: header.flags.has("LUT_OUT_VIDEO_RANGE"),
  };
}

function tableOf(
  header: CubeHeader,
  dimension: Dimension,
  size: number | undefined,
  values: Float64Array,
  file: string,
): LutTable | undefined {
  if (size === undefined) return undefined;
  return { size, ...inputRange(header, dimension, file), values };
}

/**
 * A domain is that of the whole LUT: of what comes first in it. Some programs name the range of the only table by the
 * other's keyword; beside a range of its own that means nothing.
 */
function inputRange(header: CubeHeader, dimension: Dimension, file: string): { min: Rgb; max: Rgb } {
  const other = dimension === "1D" ? "3D" : "1D";
  const range =
    header.ranges[dimension] ?? (header.sizes[other] === undefined ? header.ranges[other] : undefined);
  const isFirst = dimension === "1D" || header.sizes["1D"] === undefined;
  const hasDomain = isFirst && (header.domainMin !== undefined || header.domainMax !== undefined);
  const domain = {
    min: header.domainMin ?? ([0, 0, 0] as const),
    max: header.domainMax ?? ([1, 1, 1] as const),
  };
  const at = header.lines.get("DOMAIN_MIN") ?? header.lines.get("DOMAIN_MAX");
  if (hasDomain && domain.min.some((low, channel) => low >= (domain.max[channel] ?? low))) {
    throw lutError(
      file,
      at,
      `the domain from ${domain.min.join(" ")} to ${domain.max.join(" ")} is empty`,
      AGAIN,
    );
  }
  if (!range) return hasDomain ? domain : { min: [0, 0, 0], max: [1, 1, 1] };
  const [low, high] = range;
  if (
    hasDomain &&
    !(domain.min.every((value) => value === low) && domain.max.every((value) => value === high))
  ) {
    throw lutError(file, at, `the domain contradicts LUT_${dimension}_INPUT_RANGE ${low} ${high}`, AGAIN);
  }
  return { min: [low, low, low], max: [high, high, high] };
}

/** Lines without their ends (LF, CRLF, CR), without a byte order mark. */
function* linesOf(text: string): Generator<string> {
  const end = /\r\n?|\n/g;
  let start = text.startsWith("\uFEFF") ? 1 : 0;
  for (let match = end.exec(text); match; match = end.exec(text)) {
    yield text.slice(start, match.index);
    start = end.lastIndex;
  }
  yield text.slice(start);
}

/** Grows with what is really there: a size in a header is only a claim. */
class NumberList {
  readonly #limit: number;
  #values = new Float64Array(4096);
  length = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  push(value: number): void {
    if (this.length === this.#values.length) {
      const larger = new Float64Array(Math.max(this.length + 3, Math.min(this.length * 2, this.#limit)));
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[this.length] = value;
    this.length += 1;
  }

  filled(): Float64Array {
    return this.#values.subarray(0, this.length);
  }
}
