// Apertures: T or F stops with thirds and tenths, ARRI's linear iris, DJI's hundredths.
import { isNullNumber } from "./null-words.ts";
import { DECIMAL, parseFraction, parseNumber, roundTo } from "./number.ts";
import { doubt, found, type Parsed, quoted } from "./parsed.ts";
import { tidyText } from "./text.ts";

export interface StopCell {
  readonly stop: number;
  /** Which of the two the cell itself says; undefined where it says neither. */
  readonly kind: "f" | "t" | undefined;
}

export interface StopOptions {
  /** `linear`: ARRI's linear iris in thousandths of a stop, 1000 being T1. */
  readonly scale?: "stops" | "linear";
}

const WIDEST_STOP = 0.5;
const SMALLEST_STOP = 128;
const STOP = new RegExp(`^([ft])?\\s?/?\\s?(${DECIMAL})(?:\\s?\\+?\\s?(\\d{1,2})\\s?/\\s?(\\d{1,2}))?$`);
const FRACTION_SIGNS: Readonly<Record<string, string>> = {
  "⅓": " 1/3",
  "⅔": " 2/3",
  "½": " 1/2",
  "¼": " 1/4",
  "¾": " 3/4",
};

/**
 * `T2.8`, `f/4`, `ƒ4` → the stop and its kind; `1.4 + 7/10`, `T 2 3/10`, `T2.8 1/3`, `2.8⅓` add a share of a
 * stop (× 2^(share/2)); `280` is 2.8; `Wide open` is no value.
 */
export function parseStop(text: string, options: StopOptions = {}): Parsed<StopCell> {
  const tidy = tidyText(text)
    .toLowerCase()
    .replaceAll("ƒ", "f")
    .replaceAll(/[⅓⅔½¼¾]/gu, (sign) => FRACTION_SIGNS[sign] ?? sign);
  if (isNullNumber(tidy) || /^(?:wide\s?)?open$/.test(tidy)) return undefined;
  if (options.scale === "linear") return linearIris(tidy, text);
  const match = STOP.exec(tidy);
  const label = match?.[1];
  const kind = label === "f" || label === "t" ? label : undefined;
  const base = parseNumber(match?.[2] ?? "");
  // `45/10` is Canon's way of writing 4.5, not 45 and a share.
  const fraction = parseFraction(tidy);
  if (fraction !== undefined) return inRange(fraction, undefined, text);
  if (base === undefined) return doubt(`${quoted(text)} is not a stop.`);
  const share = match?.[3] === undefined ? 0 : Number(match[3]) / Number(match[4]);
  if (!Number.isFinite(share) || share >= 2) return doubt(`${quoted(text)} is not a stop.`);
  const isHundredths = base > SMALLEST_STOP && Number.isInteger(base);
  return inRange((isHundredths ? base / 100 : base) * 2 ** (share / 2), kind, text);
}

function linearIris(tidy: string, text: string): Parsed<StopCell> {
  const thousandths = parseNumber(tidy.replace(/\s?\/\s?1000(?:\s?stops?)?$/, ""));
  if (thousandths === 0) return undefined;
  return thousandths === undefined
    ? doubt(`${quoted(text)} is not a linear iris.`)
    : inRange(2 ** ((thousandths - 1000) / 2000), "t", text);
}

function inRange(stop: number, kind: "f" | "t" | undefined, text: string): Parsed<StopCell> {
  if (stop === 0) return undefined;
  return stop >= WIDEST_STOP && stop <= SMALLEST_STOP
    ? found({ stop: roundTo(stop, 2), kind })
    : doubt(`${quoted(text)} is not a plausible stop.`);
}
