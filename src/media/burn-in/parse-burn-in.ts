// Reads a `--burn-in` template: `bl={name} {scene}/{shot}/{take}; br={timecode}; mask=2.39; watermark=CONFIDENTIAL`.
import { closest, distance } from "fastest-levenshtein";
import { OdailiesError } from "../../domain/errors.ts";
import { BURN_IN_FIELDS } from "./burn-in-fields.ts";
import {
  type BurnIn,
  type BurnInPosition,
  type Mask,
  POSITIONS,
  type Template,
  type TemplatePart,
} from "./burn-in.ts";

const LONG_NAMES: Readonly<Record<string, BurnInPosition>> = {
  "top-left": "tl",
  "top-center": "tc",
  "top-right": "tr",
  "bottom-left": "bl",
  "bottom-center": "bc",
  "bottom-right": "br",
};
const KEYS = [...POSITIONS, ...Object.keys(LONG_NAMES), "mask", "watermark", "font", "size"];
const DEFAULT_SIZE_PERCENT = 2.8;
const EXAMPLE = 'For example --burn-in "bl={name} {scene}/{shot}/{take}; br={timecode}; mask=2.39".';

/**
 * Parts stand between semicolons; a part without a key goes to the bottom left. `\;`, `\{` and `\=` mean the
 * characters themselves.
 * @throws OdailiesError `usage` that names what is not known and the nearest that is.
 */
export function parseBurnIn(text: string): BurnIn {
  const found = new Map<string, string>();
  for (const part of splitParts(text)) {
    const [key, value] = readPart(part);
    if (found.has(key)) throw refuse(`${key} is given twice`);
    found.set(key, value);
  }
  if (found.size === 0) throw refuse("it is empty");
  const texts = POSITIONS.flatMap((position) => {
    const value = found.get(position);
    return value === undefined ? [] : [[position, readTemplate(value)] as const];
  });
  const watermark = found.get("watermark");
  const mask = found.get("mask");
  const size = found.get("size");
  return {
    texts: Object.fromEntries(texts),
    watermark: watermark === undefined ? undefined : readTemplate(watermark),
    mask: mask === undefined ? undefined : readMask(mask),
    fontPath: found.has("font") ? unescape(found.get("font") ?? "") : undefined,
    sizePercent: size === undefined ? DEFAULT_SIZE_PERCENT : readSize(size),
  };
}

function splitParts(text: string): readonly string[] {
  const parts = text.match(/(?:\\.|[^\\;]|\\$)+/gs) ?? [];
  return parts.map((part) => part.trim()).filter((part) => part !== "");
}

function readPart(part: string): readonly [key: string, value: string] {
  const match = /^([a-z][a-z-]*)\s*=(.*)$/is.exec(part);
  const [, written = "", rest = ""] = match ?? [];
  if (!match) return ["bl", part];
  const key = written.toLowerCase();
  const value = rest.trimStart();
  if (!KEYS.includes(key)) {
    throw refuse(`${JSON.stringify(written)} is neither a position nor a setting${nearest(key, KEYS)}`);
  }
  if (value === "") throw refuse(`${key} has no value`);
  return [LONG_NAMES[key] ?? key, value];
}

function readTemplate(text: string): Template {
  const words: TemplatePart[][] = [];
  let word: TemplatePart[] | undefined;
  for (const token of text.match(/\s+|\\.|\{[^{}]*\}|[^\s\\{}]+|[\s\S]/g) ?? []) {
    if (/^\s/.test(token)) {
      word = undefined;
      continue;
    }
    if (!word) {
      word = [];
      words.push(word);
    }
    word.push(readToken(token));
  }
  return words;
}

function readToken(token: string): TemplatePart {
  const field = /^\{([^{}]*)\}$/.exec(token)?.[1];
  if (field === undefined) {
    if (token === "{" || token === "}") throw refuse(`a ${token} stands alone`);
    return { text: unescape(token) };
  }
  const key = field.toLowerCase().replaceAll(/[\s_-]/g, "");
  if (BURN_IN_FIELDS.includes(key)) return { field: key };
  throw refuse(`{${field}} is not a known field${nearest(key, BURN_IN_FIELDS, (name) => `{${name}}`)}`);
}

function unescape(text: string): string {
  return text.replaceAll(/\\(.)/gs, "$1");
}

/** Ratios that are named by fewer digits than they have. */
const NAMED_ASPECTS: Readonly<Record<string, number>> = { "1.33": 4 / 3, "1.77": 16 / 9, "1.78": 16 / 9 };

/** `2.39`, `4:3`, `2.39@50` with bars of 50 percent. */
function readMask(text: string): Mask {
  const match = /^(\d{1,2}(?:\.\d{1,4})?)(?::(\d{1,2}(?:\.\d{1,4})?))?(?:\s*@\s*(\d{1,3})%?)?$/.exec(text);
  const [, first = "", second, percent = "100"] = match ?? [];
  const aspect =
    second === undefined ? (NAMED_ASPECTS[first] ?? Number(first)) : Number(first) / Number(second);
  const opacity = Number(percent) / 100;
  if (match && aspect >= 0.4 && aspect <= 4 && opacity > 0 && opacity <= 1) return { aspect, opacity };
  throw refuse(
    `${JSON.stringify(text)} is not a mask, which is a ratio such as 2.39, 4:3, or 2.39@50 for half-clear bars`,
  );
}

function readSize(text: string): number {
  const size = /^\d{1,2}(?:\.\d{1,3})?%?$/.test(text) ? Number.parseFloat(text) : Number.NaN;
  if (size >= 1 && size <= 10) return size;
  throw refuse(`${JSON.stringify(text)} is not a size, which is 1 to 10 percent of the picture's height`);
}

function nearest(typed: string, known: readonly string[], show = (name: string) => name): string {
  const found = closest(typed.slice(0, 60), [...known]);
  const isNear = distance(typed.slice(0, 60), found) < Math.max(typed.length, 4) / 2;
  return isNear ? `; the nearest is ${show(found)}` : ` (known: ${known.map(show).join(", ")})`;
}

function refuse(problem: string): OdailiesError {
  return new OdailiesError("usage", `The template of --burn-in cannot be used: ${problem}.`, {
    hint: EXAMPLE,
  });
}
