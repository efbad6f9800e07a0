// Neutral density as text: densities in one spelling, everything else as written.
import { isNullNumber } from "./null-words.ts";
import { roundTo } from "./number.ts";
import { found, type Parsed } from "./parsed.ts";
import { tidyText } from "./text.ts";

const NO_FILTER = new Set(["clear", "no filter", "nofilter", "off", "no", "no nd"]);

/** `0.6`, `.6`, `ND.6`, `ND 0,6` → `ND 0.6`; `ND2`, `2 stops`, `1/4` stay; `0`, `Clear`, `Off` are no filter. */
export function parseNdFilter(text: string): Parsed<string> {
  const tidy = tidyText(text);
  if (isNullNumber(tidy) || NO_FILTER.has(tidy.toLowerCase())) return undefined;
  if (/^(?:nd)?[\s.]{0,2}0(?:[.,]0{0,9})?$/i.test(tidy)) return undefined;
  const density = /^(?:nd)?\s{0,2}(\d?)[.,](\d{1,9})$/i.exec(tidy);
  if (!density) return found(tidy);
  const value = roundTo(Number(`${density[1]}.${density[2]}`), 2);
  return found(`ND ${Number.isInteger(value) ? value.toFixed(1) : value}`);
}

/** Sony's wheel setting (SMPTE RDD 18): 1 is clear, n lets through one n-th of the light. */
export function parseNdWheel(text: string): Parsed<string> {
  const tidy = tidyText(text);
  if (isNullNumber(tidy) || /^[01]$/.test(tidy)) return undefined;
  return /^\d{1,4}$/.test(tidy) ? found(`1/${tidy}`) : parseNdFilter(tidy);
}
