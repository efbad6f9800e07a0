// Nothing but noughts in the middle of a file that was given its full size first: a part that is still to be written.
import type { FileHandle } from "node:fs/promises";
import { openOrdinary } from "../files/open-ordinary.ts";

const SPOTS = 128;
const SPOT_BYTES = 4096;
/** So much silence in one piece no recorder writes between two pictures: eight channels of 24 bits for two seconds. */
const HOLE_BYTES = 2 * 1024 * 1024;
const STEP_BYTES = 256 * 1024;

/** Looks at spots all over the file, and closer where one holds nothing but noughts. */
export async function hasHole(path: string): Promise<boolean> {
  const file = await openOrdinary(path);
  try {
    const { size } = await file.stat();
    if (size < HOLE_BYTES) return false;
    for (let spot = 0; spot < SPOTS; spot += 1) {
      const at = Math.floor(((size - SPOT_BYTES) * spot) / (SPOTS - 1));
      if ((await isEmpty(file, at, SPOT_BYTES)) && (await emptyBytesAround(file, at, size)) >= HOLE_BYTES)
        return true;
    }
    return false;
  } finally {
    await file.close();
  }
}

async function emptyBytesAround(file: FileHandle, at: number, size: number): Promise<number> {
  let [from, to] = [at, at + SPOT_BYTES];
  while (to < size && to - from < HOLE_BYTES && (await isEmpty(file, to, STEP_BYTES))) to += STEP_BYTES;
  while (
    from > 0 &&
    to - from < HOLE_BYTES &&
    (await isEmpty(file, Math.max(0, from - STEP_BYTES), STEP_BYTES))
  ) {
    from -= STEP_BYTES;
  }
  return to - from;
}

async function isEmpty(file: FileHandle, at: number, length: number): Promise<boolean> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, at);
  return bytesRead > 0 && buffer.subarray(0, bytesRead).every((byte) => byte === 0);
}
