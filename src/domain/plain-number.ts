// Numbers as people type them: digits, a sign, decimals; no `1e9`, no `0x10`, no `Infinity`.

/** Undefined for anything else. */
export function parsePlainNumber(text: string): number | undefined {
  return /^[+-]?\d{1,15}(?:\.\d{1,10})?$/.test(text) ? Number(text) : undefined;
}
