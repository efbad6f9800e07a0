// Numbers as people and spreadsheets write them: decimal comma, thousands groups, Unicode minus, fractions.

/** A decimal in a pattern: `1`, `1.5`, `1,5`, `.5`. No exponent: `1e3` is never a number on a sheet. */
export const DECIMAL = String.raw`(?:\d{1,12}(?:[.,]\d{1,12})?|[.,]\d{1,12})`;

const SIGNED = new RegExp(`^[+-]?${DECIMAL}$`);
const FRACTION = new RegExp(`^(${DECIMAL})\\s{0,3}/\\s{0,3}(${DECIMAL})$`);

/**
 * Reads `5`, `+5.0`, `−3`, `0,6`, `.6`. A comma is the decimal mark. Undefined for exponents, units and
 * everything else.
 */
export function parseNumber(text: string): number | undefined {
  const plain = text.trim().replaceAll("−", "-").replaceAll("–", "-");
  return SIGNED.test(plain) ? Number(plain.replace(",", ".")) : undefined;
}

/**
 * Reads a quantity that is whole by nature (kelvins, ISO): `5600`, `5,600`, `1.280`, `5600.0`.
 * Three digits after a comma or point are a thousands group. Undefined for everything else.
 */
export function parseWhole(text: string): number | undefined {
  const plain = text.trim();
  if (/^\d{1,3}(?:[.,' ]\d{3}){1,3}$/.test(plain)) return Number(plain.replaceAll(/[.,' ]/g, ""));
  const number = parseNumber(plain);
  return number === undefined ? undefined : Math.round(number);
}

/** `3.0` → `3`: what a table of floats makes of a whole number. Anything else stays as it is. */
export function withoutFloatZeros(text: string): string {
  return text.replace(/^(\d{1,8})[.,](?:0{1,2}|0{4,9})$/, "$1");
}

/** `18000/100` → 180; undefined where it is no fraction. */
export function parseFraction(text: string): number | undefined {
  const match = FRACTION.exec(text.trim());
  const [num, den] = [parseNumber(match?.[1] ?? ""), parseNumber(match?.[2] ?? "")];
  return num === undefined || den === undefined || den === 0 ? undefined : num / den;
}

export function roundTo(value: number, decimals: number): number {
  const factor = 10 ** decimals;
  return Math.round((value + Number.EPSILON) * factor) / factor;
}
