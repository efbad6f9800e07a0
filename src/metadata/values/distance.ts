// Focus distances in metres; a number without a unit is worth nothing.
import { isNullNumber } from "./null-words.ts";
import { DECIMAL, parseNumber, roundTo } from "./number.ts";
import { doubt, found, type Parsed, quoted } from "./parsed.ts";
import { tidyText } from "./text.ts";

/** What a number without a unit means, by the column or by a unit column beside it. */
export type DistanceUnit = "m" | "cm" | "mm" | "ft" | "in";

export interface DistanceOptions {
  readonly unit?: DistanceUnit;
}

const METRES: Readonly<Record<DistanceUnit, number>> = { m: 1, cm: 0.01, mm: 0.001, ft: 0.3048, in: 0.0254 };

const UNIT_WORDS: ReadonlyMap<string, DistanceUnit> = new Map([
  ...["m", "meter", "metre", "meters", "metres", "metric"].map((word) => [word, "m"] as const),
  ["cm", "cm"],
  ["mm", "mm"],
  ...["ft", "feet", "foot", "imperial", "'"].map((word) => [word, "ft"] as const),
  ...["in", "inch", "inches", '"'].map((word) => [word, "in"] as const),
]);

const WITH_UNIT = new RegExp(`^(${DECIMAL})\\s?([a-z]{1,6}|['"])$`);
const FEET_INCHES = new RegExp(`^(\\d{1,4})\\s?(?:ft|feet|'|-)\\s?(${DECIMAL})\\s?(?:in|inch|inches|"|'')?$`);

/** `Meter`, `Imperial`, `ft` → a unit; undefined for anything else. */
export function parseDistanceUnit(text: string): DistanceUnit | undefined {
  return UNIT_WORDS.get(tidyText(text).toLowerCase());
}

/** `4.812 m`, `885 mm`, `7ft 3in`, `7'3"`, `7-3` → metres; `∞` is no distance; a unit in the cell wins. */
export function parseDistance(text: string, options: DistanceOptions = {}): Parsed<number> {
  const tidy = tidyText(text).toLowerCase().replaceAll(/[′’]/g, "'").replaceAll(/[″”]/g, '"');
  if (isNullNumber(tidy) || /^(?:∞|inf|infinity|unendlich)$/.test(tidy)) return undefined;
  const feetInches = FEET_INCHES.exec(tidy);
  if (feetInches) {
    const inches = Number(feetInches[1]) * 12 + (parseNumber(feetInches[2] ?? "") ?? 0);
    return asMetres(inches * METRES.in, text);
  }
  const explicit = WITH_UNIT.exec(tidy);
  const unit = explicit ? UNIT_WORDS.get(explicit[2] ?? "") : options.unit;
  const number = parseNumber(explicit?.[1] ?? tidy);
  if (number === 0) return undefined;
  if (number === undefined || (explicit && !unit)) return doubt(`${quoted(text)} is not a distance.`);
  if (!unit) return doubt(`Distance ${quoted(text)} has no unit; write m, mm, ft or in beside it.`);
  // Thousandths of an inch: ALEXA 35 sheets write `34843 inch` beside `885 mm`.
  const isThousandths = unit === "in" && number > 1000;
  return asMetres(number * METRES[unit] * (isThousandths ? 0.001 : 1), text);
}

function asMetres(metres: number, text: string): Parsed<number> {
  return metres > 0 && metres < 100_000
    ? found(roundTo(metres, 4))
    : doubt(`${quoted(text)} is not a distance.`);
}
