// Reads a file front to back in bounded memory.
import { openOrdinary } from "../files/open-ordinary.ts";

/** Large enough that reading, not the number of reads, decides the speed; one is held at a time. */
const CHUNK_BYTES = 1024 * 1024;

/** Throws the system's error when the file cannot be read, and the signal's reason when it is aborted. */
export async function* readChunks(path: string, signal?: AbortSignal): AsyncGenerator<Uint8Array> {
  signal?.throwIfAborted();
  const handle = await openOrdinary(path);
  try {
    const stream = handle.createReadStream({ highWaterMark: CHUNK_BYTES, signal });
    for await (const chunk of stream) yield chunk as Uint8Array;
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  }
}
