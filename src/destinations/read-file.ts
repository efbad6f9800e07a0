// Reads a file as an upload would, and sends it nowhere.
import type { FileHashes, OutgoingFile, Transfer } from "../domain/delivery.ts";
import { readUnchanged } from "../net/read-unchanged.ts";

/** Throws what `readUnchanged` throws, and the signal's reason once it is aborted. */
export async function readFile(
  file: OutgoingFile,
  { signal, onProgress, newHasher }: Transfer,
): Promise<FileHashes & { readonly bytes: number }> {
  signal.throwIfAborted();
  const hasher = newHasher(file.sizeBytes);
  let bytes = 0;
  for await (const chunk of readUnchanged(file)) {
    signal.throwIfAborted();
    await hasher.update(chunk);
    bytes += chunk.byteLength;
    onProgress(bytes);
  }
  return { bytes, ...(await hasher.digest()) };
}
