// The algorithms that hash lists use, and the one way in which this program writes each digest.

/** From the one to prefer (strong for its cost) to the last resort. `c4` is SHA-512 in base 58 (SMPTE ST 2114). */
export const HASH_ALGORITHMS = [
  "xxh128",
  "xxh3",
  "xxh64",
  "md5",
  "sha1",
  "c4",
  "sha256",
  "sha512",
  "xxh32",
  "crc32",
] as const;

export type HashAlgorithm = (typeof HASH_ALGORITHMS)[number];

const HEX_DIGITS: Readonly<Record<Exclude<HashAlgorithm, "c4">, number>> = {
  xxh128: 32,
  xxh3: 16,
  xxh64: 16,
  md5: 32,
  sha1: 40,
  sha256: 64,
  sha512: 128,
  xxh32: 8,
  crc32: 8,
};

/**
 * A digest in its one form: lower-case hex, most significant byte first, or the `c4…` id as it is.
 * Undefined for text that cannot be such a digest.
 */
export function canonicalDigest(algorithm: HashAlgorithm, text: string): string | undefined {
  const trimmed = text.trim();
  if (algorithm === "c4") return /^c4[1-9A-HJ-NP-Za-km-z]{88}$/.test(trimmed) ? trimmed : undefined;
  const isDigest = trimmed.length === HEX_DIGITS[algorithm] && /^[0-9a-fA-F]+$/.test(trimmed);
  return isDigest ? trimmed.toLowerCase() : undefined;
}
