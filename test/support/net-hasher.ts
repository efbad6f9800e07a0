// The digests of a receipt, by other code than the program's. Holds what it is fed: for small files.
import { createHash } from "node:crypto";
import { createXXHash64 } from "hash-wasm";
import type { FileHasher, FileHashes } from "../../src/domain/delivery.ts";

const xxh64 = await createXXHash64();

export function newHasher(): FileHasher {
  const chunks: Uint8Array[] = [];
  return {
    update: (chunk) => void chunks.push(chunk),
    digest: () => hashesOf(Buffer.concat(chunks)),
  };
}

export function hashesOf(bytes: Uint8Array): FileHashes {
  const digest = (algorithm: string) => createHash(algorithm).update(bytes).digest("hex");
  return { xxh64: xxh64.init().update(bytes).digest("hex"), sha256: digest("sha256"), md5: digest("md5") };
}
