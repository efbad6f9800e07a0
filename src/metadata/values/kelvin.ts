// White balance: kelvins, with the green-magenta shift where the same cell holds it, and that shift alone.
import { isNullNumber } from "./null-words.ts";
import { DECIMAL, parseNumber, parseWhole } from "./number.ts";
import { doubt, found, type Parsed, quoted } from "./parsed.ts";
import { tidyText } from "./text.ts";

export interface WhiteCell {
  readonly kelvin: number;
  /** Undefined where the cell holds kelvins alone. */
  readonly ccShift: number | undefined;
}

const WARMEST_KELVIN = 1500;
const COOLEST_KELVIN = 20_000;

/** `5600`, `5600K`, `5,600`; `5600 +3`, `5600 CC -3`, `3200/−1`. Words (`Daylight`, `D65`) are no number of kelvins. */
export function parseKelvin(text: string): Parsed<WhiteCell> {
  const tidy = tidyText(text).replaceAll("−", "-");
  if (isNullNumber(tidy) || /^0(?:[.,]0{1,9})?$/.test(tidy) || /^[A-Z]\d{2}$/i.test(tidy)) return undefined;
  const match =
    /^(\d{1,6}(?:[.,]\d{1,6})?)\s?°?(?:k|kelvin)?(?:$|\s?[/,]?\s?(?=[+-]|cc|[gm]\d)(.{1,20})$|\s?\/\s?(.{1,20})$)/i.exec(
      tidy,
    );
  const kelvin = parseWhole(match?.[1] ?? "");
  if (kelvin === undefined) return doubt(`${quoted(text)} is not a number of kelvins.`);
  if (kelvin < WARMEST_KELVIN || kelvin > COOLEST_KELVIN) {
    return doubt(
      `${quoted(text)} is not a plausible white balance (${WARMEST_KELVIN} to ${COOLEST_KELVIN} K).`,
    );
  }
  const shiftText = match?.[2] ?? match?.[3];
  if (shiftText === undefined) return found({ kelvin, ccShift: undefined });
  const shift = parseCcShift(shiftText);
  return found({ kelvin, ccShift: shift?.value }, shift?.warning);
}

const CC = new RegExp(`^(?:CC)?\\s?([GM])?\\s?([+-]?)\\s?(${DECIMAL})\\s?([GM])?(?:\\s?CC)?$`);

/** `+0`, `CC -3`, `−3`, `-3M` → −3, `+2G`, `G2` → 2: green is plus, magenta minus. */
export function parseCcShift(text: string): Parsed<number> {
  const tidy = tidyText(text).replaceAll("−", "-").toUpperCase();
  if (isNullNumber(tidy)) return undefined;
  const match = CC.exec(tidy);
  const size = parseNumber(match?.[3] ?? "");
  if (!match || size === undefined) return doubt(`${quoted(text)} is not a green-magenta shift.`);
  const letter = match[1] ?? match[4];
  const sign = match[2];
  if ((letter === "M" && sign === "+") || (letter === "G" && sign === "-")) {
    return doubt(`${quoted(text)} contradicts itself: green is plus, magenta is minus.`);
  }
  const isMinus = letter === "M" || sign === "-";
  return found(isMinus && size !== 0 ? -size : size);
}
