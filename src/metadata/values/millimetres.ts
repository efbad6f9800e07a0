// Focal lengths in millimetres, from a cell of their own or from a lens name.
import { isNullNumber } from "./null-words.ts";
import { DECIMAL, parseFraction, parseNumber, roundTo } from "./number.ts";
import { doubt, found, type Parsed, quoted } from "./parsed.ts";
import { tidyText } from "./text.ts";

const LONGEST_MM = 2000;
const PLAIN = new RegExp(`^(${DECIMAL})\\s?(?:mm)?$`, "i");
const ZOOM_AT = new RegExp(`@\\s?(${DECIMAL})\\s?(?:mm)?$`, "i");
const ZOOM_RANGE = /\d\s?(?:mm)?\s?[-–]\s?\d{1,4}\s?mm/i;

/** `50mm`, `40.000`, `180/10` → number; `24-70mm @ 35mm` → 35; a zoom range alone is a doubt; 0 is no value. */
export function parseMillimetres(text: string): Parsed<number> {
  const tidy = tidyText(text);
  if (isNullNumber(tidy)) return undefined;
  const millimetres =
    parseNumber(PLAIN.exec(tidy)?.[1] ?? "") ??
    parseNumber(ZOOM_AT.exec(tidy)?.[1] ?? "") ??
    parseFraction(tidy);
  if (millimetres === 0) return undefined;
  if (millimetres !== undefined && millimetres <= LONGEST_MM) return found(roundTo(millimetres, 2));
  return doubt(`${quoted(text)} does not say one focal length.`);
}

/** The number before `mm` in a lens name, e.g. `40mm T1.5 FF` → 40; undefined for zooms and names without `mm`. */
export function focalLengthInLensName(lens: string): number | undefined {
  if (ZOOM_RANGE.test(lens)) return undefined;
  const match = /(?:^|[^\d.])(\d{1,3}(?:\.\d)?)\s?mm\b/i.exec(lens);
  const millimetres = parseNumber(match?.[1] ?? "");
  return millimetres === 0 ? undefined : millimetres;
}
