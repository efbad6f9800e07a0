// C4 ids (SMPTE ST 2114): a SHA-512 as 88 digits of base 58 behind `c4`.

const DIGITS = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
const DIGIT_COUNT = 88;

/** The C4 id of a SHA-512 digest given in hex. */
export function formatC4Id(sha512Hex: string): string {
  let rest = BigInt(`0x${sha512Hex}`);
  let digits = "";
  while (rest > 0n) {
    digits = DIGITS.charAt(Number(rest % 58n)) + digits;
    rest /= 58n;
  }
  return `c4${digits.padStart(DIGIT_COUNT, DIGITS.charAt(0))}`;
}
