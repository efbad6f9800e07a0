// Runs one hash algorithm over the bytes of a file.
import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";
import { createXXHash3, createXXHash32, createXXHash64, createXXHash128 } from "hash-wasm";
import { formatC4Id } from "./c4-id.ts";
import type { HashAlgorithm } from "./hash-algorithm.ts";

export interface Digest {
  update(chunk: Uint8Array): void;
  /** In the form of `canonicalDigest`. To be called once, at the end. */
  digest(): string;
}

type XxHasher = Awaited<ReturnType<typeof createXXHash64>>;

/** xxHash with seed 0 comes from WebAssembly, the rest from OpenSSL. */
const STARTERS: Readonly<Record<HashAlgorithm, () => Digest | Promise<Digest>>> = {
  xxh128: async () => ofXxHash(await createXXHash128()),
  xxh3: async () => ofXxHash(await createXXHash3()),
  xxh64: async () => ofXxHash(await createXXHash64()),
  xxh32: async () => ofXxHash(await createXXHash32()),
  md5: () => ofOpenSsl("md5", (hex) => hex),
  sha1: () => ofOpenSsl("sha1", (hex) => hex),
  c4: () => ofOpenSsl("sha512", formatC4Id),
  sha256: () => ofOpenSsl("sha256", (hex) => hex),
  sha512: () => ofOpenSsl("sha512", (hex) => hex),
  crc32: ofCrc32,
};

export async function startDigest(algorithm: HashAlgorithm): Promise<Digest> {
  return STARTERS[algorithm]();
}

function ofXxHash(hasher: XxHasher): Digest {
  hasher.init();
  return { update: (chunk) => void hasher.update(chunk), digest: () => hasher.digest("hex") };
}

function ofCrc32(): Digest {
  let value = 0;
  return {
    update: (chunk) => void (value = crc32(chunk, value)),
    digest: () => value.toString(16).padStart(8, "0"),
  };
}

function ofOpenSsl(name: string, format: (hex: string) => string): Digest {
  const hash = createHash(name);
  return { update: (chunk) => void hash.update(chunk), digest: () => format(hash.digest("hex")) };
}
