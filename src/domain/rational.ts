// Exact fractions: frame rates and aspect ratios are never kept as floats.

/** A fraction with a positive denominator, e.g. `24000/1001`. */
export interface Rational {
  readonly num: number;
  readonly den: number;
}

/** Reads ffprobe's `24000/1001`, `16:9` or `25`. Undefined for `0/0`, `N/A`, negatives and anything else. */
export function parseRational(text: string | undefined): Rational | undefined {
  const match = /^\s*(\d+)(?:\s*[/:]\s*(\d+))?\s*$/.exec(text ?? "");
  if (!match) return undefined;
  const num = Number(match[1]);
  const den = Number(match[2] ?? 1);
  return num > 0 && den > 0 ? { num, den } : undefined;
}

export function toNumber(value: Rational): number {
  return value.num / value.den;
}

/** `24000/1001`, the form that ffmpeg's `-r` takes. */
export function formatRational(value: Rational): string {
  return `${value.num}/${value.den}`;
}

/** Are two rates or ratios the same within `tolerance` (a share, default 0.1 %)? */
export function sameRational(a: Rational, b: Rational, tolerance = 0.001): boolean {
  return Math.abs(toNumber(a) / toNumber(b) - 1) <= tolerance;
}
