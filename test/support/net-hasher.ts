// The digests of a receipt, by other code than the program's.
import { createHash } from "node:crypto";
import { createXXHash64 } from "hash-wasm";
import type { FileHasher, FileHashes } from "../../src/domain/delivery.ts";

const spare = await Promise.all(Array.from({ length: 64 }, () => createXXHash64()));

/** Hashers are made ahead, because making one is asynchronous; a test file may use 64. */
export function newHasher(): FileHasher {
  const xxh64 = spare.pop();
  if (!xxh64) throw new Error("This test file uses more than 64 hashers.");
  const sha256 = createHash("sha256");
  const md5 = createHash("md5");
  return {
    update: (chunk) => {
      xxh64.update(chunk);
      sha256.update(chunk);
      md5.update(chunk);
    },
    digest: () => ({ xxh64: xxh64.digest("hex"), sha256: sha256.digest("hex"), md5: md5.digest("hex") }),
  };
}

export function hashesOf(bytes: Uint8Array): FileHashes {
  const hasher = newHasher();
  hasher.update(bytes);
  return hasher.digest();
}
