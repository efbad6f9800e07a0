// The three digests of every delivered file, made in one pass over its bytes.
import { createHash } from "node:crypto";
import { stat } from "node:fs/promises";
import { createXXHash64 } from "hash-wasm";
import type { FileHasher, FileHashes } from "../domain/delivery.ts";
import { OdailiesError } from "../domain/errors.ts";
import { createMd5Thread } from "./md5-thread.ts";
import { readChunks } from "./read-chunks.ts";

/** Below it, starting a thread takes longer than it saves. */
const THREADED_FROM_BYTES = 64 * 1024 * 1024;

export type NewHasher = (sizeBytes: number) => FileHasher;

/**
 * A function that starts a hasher at once. All hashers share one WebAssembly instance: each keeps its own state
 * outside (84 bytes) and puts it in for the length of an update, so any number may run side by side. The MD5 of a large
 * file is made in a thread, while the file is read, sent and hashed by the other two, which are faster.
 */
export async function createHasherFactory(): Promise<NewHasher> {
  const xxh64 = await createXXHash64();
  const start = xxh64.init().save();
  const startThreadedMd5 = createMd5Thread();
  return (sizeBytes) => {
    const md5 = sizeBytes < THREADED_FROM_BYTES ? startMd5() : startThreadedMd5();
    const sha256 = createHash("sha256");
    let state = start;
    return {
      update(chunk) {
        const taken = md5.update(chunk);
        sha256.update(chunk);
        state = xxh64.load(state).update(chunk).save();
        return taken;
      },
      digest: async () => ({
        xxh64: xxh64.load(state).digest("hex"),
        sha256: sha256.digest("hex"),
        md5: await md5.digest(),
      }),
    };
  };
}

function startMd5() {
  const md5 = createHash("md5");
  return { update: (chunk: Uint8Array) => void md5.update(chunk), digest: () => md5.digest("hex") };
}

let factory: Promise<NewHasher> | undefined;

/**
 * Reads a whole file once, a mebibyte at a time. `sizeBytes` is what was read.
 *
 * @throws OdailiesError `verify_failed` when the file cannot be read; the signal's reason when it is aborted.
 */
export async function hashFile(
  path: string,
  { signal }: { readonly signal?: AbortSignal } = {},
): Promise<FileHashes & { readonly sizeBytes: number }> {
  factory ??= createHasherFactory();
  const { size } = await stat(path).catch(() => ({ size: 0 }));
  const hasher = (await factory)(size);
  let sizeBytes = 0;
  try {
    for await (const chunk of readChunks(path, signal)) {
      await hasher.update(chunk);
      sizeBytes += chunk.byteLength;
    }
  } catch (cause) {
    signal?.throwIfAborted();
    throw new OdailiesError(
      "verify_failed",
      `The file ${path} cannot be read: ${(cause as Error).message}.`,
      {
        hint: "Check that the drive is connected and that you may read the file.",
        context: { path },
        cause,
      },
    );
  }
  return { ...(await hasher.digest()), sizeBytes };
}
