// Sensitivity: ISO, ASA or exposure index, one whole number.
import { isNullNumber } from "./null-words.ts";
import { parseWhole } from "./number.ts";
import { doubt, found, type Parsed, quoted } from "./parsed.ts";
import { tidyText } from "./text.ts";

const SLOWEST = 1;
const FASTEST = 10_000_000;
const WHOLE = String.raw`\d{1,3}(?:[.,]\d{3}){1,2}|\d{1,10}(?:[.,]0{1,6})?`;
const LABELLED = new RegExp(`^(?:(?:iso|asa|ei)[\\s:]{0,2})?(${WHOLE})\\s?(?:iso|asa|ei)?$`, "i");
const EXPOSURE_INDEX = new RegExp(`\\bei[\\s:=]{0,3}(${WHOLE})\\b`, "i");

/** `800`, `800EI`, `ISO 800`, `1,280` → number; `500 EI:250` → 250; `800/1600` → 800 with a warning; 0 is no value. */
export function parseExposureIndex(text: string): Parsed<number> {
  const tidy = tidyText(text);
  if (isNullNumber(tidy)) return undefined;
  const plain = LABELLED.exec(tidy)?.[1] ?? EXPOSURE_INDEX.exec(tidy)?.[1];
  if (plain !== undefined) return inRange(parseWhole(plain), text);
  const pair = /^(\d{1,8})\s?[/,]\s?(\d{1,8})$/.exec(tidy);
  if (pair?.[2] === "1") return inRange(parseWhole(pair[1] ?? ""), text);
  return pair
    ? inRange(parseWhole(pair[1] ?? ""), text, `${quoted(text)} holds two sensitivities; the first is used.`)
    : doubt(`${quoted(text)} is not a sensitivity.`);
}

function inRange(value: number | undefined, text: string, warning?: string): Parsed<number> {
  if (value === 0) return undefined;
  return value !== undefined && value >= SLOWEST && value <= FASTEST
    ? found(value, warning)
    : doubt(`${quoted(text)} is not a plausible sensitivity.`);
}
