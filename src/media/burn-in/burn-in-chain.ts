// The filters that burn a template into a finished 8-bit picture: mask, watermark, texts.
import { parseTimecode } from "../../domain/timecode.ts";
import type { BurnIn, BurnInPosition, Template } from "./burn-in.ts";
import { type BurnInFonts, chooseFont } from "./choose-font.ts";
import { type BurnInFacts, stillValue } from "./burn-in-fields.ts";
import { countedFrame, countedTimecode, drawText, literal } from "./drawtext.ts";
import { maskBars } from "./mask-bars.ts";

/** Of the picture: texts stay inside the action-safe 90 percent (SMPTE ST 2046-1 has 93). */
const MARGIN = 0.05;
const SMALLEST_PERCENT = 1.2;
/** Advance of a fixed-width font's characters, of the size; others are narrower on average. */
const CHARACTER_WIDTH = 0.605;
/** Chinese, Japanese and Korean letters are as wide as they are high. */
const WIDE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303f\uff00-\uff60\p{Extended_Pictographic}]/gu;
const WIDER_BY = 1 / CHARACTER_WIDTH - 1;
/** What a running count is written in. */
const COUNTED = "0123456789:;";
/** From one text to the next, in characters. */
const GAP = 3;
const WATERMARK = { heightShare: 0.08, widthShare: 0.8, opacity: 0.2 } as const;

interface Line {
  readonly expansion: string;
  /** All letters of it, for the choice of its font. */
  readonly letters: string;
  /** Characters that will be seen, wide ones counted as what they take. */
  readonly length: number;
}

/**
 * Pure. To stand behind everything else in the chain of a graded output, at the proxy's size and rate (one frame in,
 * one frame out, the first being number 0). Empty where the clip has nothing of what the template asks for. Throws
 * as `chooseFont` does.
 */
export function burnInChain(burnIn: BurnIn, facts: BurnInFacts, fonts: BurnInFonts): readonly string[] {
  const mask = burnIn.mask ? maskBars(burnIn.mask, facts) : [];
  return [...mask, ...watermark(burnIn, facts, fonts), ...texts(burnIn, facts, fonts)];
}

function watermark(burnIn: BurnIn, facts: BurnInFacts, fonts: BurnInFonts): readonly string[] {
  const line = fill(burnIn.watermark, facts);
  if (!line) return [];
  const { heightShare, widthShare, opacity } = WATERMARK;
  const widest = (facts.width * widthShare) / (line.length * CHARACTER_WIDTH);
  const fontSize = Math.max(8, Math.floor(Math.min(facts.height * heightShare, widest)));
  return [
    drawText({
      expansion: line.expansion,
      fontPath: chooseFont(line.letters, fonts),
      fontSize,
      color: `white@${opacity}`,
      x: "(w-text_w)/2",
      y: "(h-text_h)/2",
      options: [`bordercolor=black@${opacity}`, "borderw=2"],
    }),
  ];
}

function texts(burnIn: BurnIn, facts: BurnInFacts, fonts: BurnInFonts): readonly string[] {
  const wanted = Math.round((facts.height * burnIn.sizePercent) / 100);
  return (["t", "b"] as const).flatMap((row) => {
    const lines = (["l", "c", "r"] as const).flatMap((column) => {
      const line = fill(burnIn.texts[`${row}${column}`], facts);
      return line ? [{ position: `${row}${column}` as const, line }] : [];
    });
    const fontSize = fitRow(lines, wanted, facts);
    return lines.map(({ position, line }) =>
      drawText({
        expansion: line.expansion,
        fontPath: chooseFont(line.letters, fonts),
        fontSize,
        color: "white@0.85",
        ...placeText(position, fontSize, facts),
        options: ["box=1", "boxcolor=black@0.4", `boxborderw=${Math.ceil(fontSize / 5)}`],
      }),
    );
  });
}

/** Texts of a row share a baseline, whatever letters they hold. */
function placeText(
  position: BurnInPosition,
  fontSize: number,
  { width, height }: BurnInFacts,
): { readonly x: string; readonly y: string } {
  const side = Math.round(width * MARGIN);
  const edge = Math.round(height * MARGIN);
  const xs = { l: String(side), c: "(w-text_w)/2", r: `w-text_w-${side}` };
  const baseline = position.startsWith("t") ? edge + fontSize : height - edge;
  return { x: xs[position.slice(1) as keyof typeof xs], y: `${baseline}-max_glyph_a` };
}

/** Smaller where the row's texts would run into each other or out of the picture. */
function fitRow(
  lines: readonly { readonly position: BurnInPosition; readonly line: Line }[],
  wanted: number,
  { width, height }: BurnInFacts,
): number {
  const lengthAt = (column: string) =>
    lines.find(({ position }) => position.endsWith(column))?.line.length ?? 0;
  const [left, middle, right] = [lengthAt("l"), lengthAt("c"), lengthAt("r")];
  const side = Math.max(left, right);
  const characters = middle === 0 ? left + right + GAP : middle + 2 * (side === 0 ? 0 : side + GAP);
  const fitting = Math.floor((width * (1 - 2 * MARGIN)) / (characters * CHARACTER_WIDTH));
  const smallest = Math.ceil((height * SMALLEST_PERCENT) / 100);
  return Math.max(8, Math.min(wanted, Math.max(smallest, fitting)));
}

/** Undefined where nothing is left to be written. */
function fill(template: Template | undefined, facts: BurnInFacts): Line | undefined {
  const words = (template ?? []).flatMap((word) => {
    const parts = word.map((part) =>
      "text" in part ? still(part.text) : (fieldValue(part.field, facts) ?? undefined),
    );
    const hasFields = word.some((part) => "field" in part);
    const isKnown = word.some((part, index) => "field" in part && parts[index] !== undefined);
    if (hasFields && !isKnown) return [];
    const known = parts.map((part) => part ?? still("-"));
    return [
      {
        expansion: known.map(({ expansion }) => expansion).join(""),
        letters: known.map(({ letters }) => letters).join(""),
        length: known.reduce((sum, { length }) => sum + length, 0),
      },
    ];
  });
  if (words.length === 0) return undefined;
  const length = words.reduce((sum, word) => sum + word.length + 1, -1);
  return {
    expansion: words.map(({ expansion }) => expansion).join(" "),
    letters: words.map(({ letters }) => letters).join(" "),
    length,
  };
}

function fieldValue(field: string, facts: BurnInFacts): Line | undefined {
  if (field === "frame") return { expansion: countedFrame(), letters: COUNTED, length: 6 };
  if (field !== "timecode") {
    const value = stillValue(field, facts);
    return value === undefined ? undefined : still(value);
  }
  const start = parseTimecode(facts.timecode);
  return start && { expansion: countedTimecode(start, facts.rate), letters: COUNTED, length: 11 };
}

function still(text: string): Line {
  const wide = text.match(WIDE)?.length ?? 0;
  return { expansion: literal(text), letters: text, length: Array.from(text).length + wide * WIDER_BY };
}
