// A file read at given places, so that an index of a few megabytes is found in a file of a hundred gigabytes.
import type { FileHandle } from "node:fs/promises";
import { openOrdinary } from "../files/open-ordinary.ts";

export interface ByteSource {
  readonly sizeBytes: number;
  /** Fewer bytes than asked for where the file ends. */
  read(offset: number, length: number): Promise<Buffer>;
}

/** Opens for reading only and closes whatever happens. */
export async function withByteSource<T>(path: string, use: (source: ByteSource) => Promise<T>): Promise<T> {
  const handle = await openOrdinary(path);
  try {
    const { size } = await handle.stat();
    return await use({ sizeBytes: size, read: (offset, length) => readAt(handle, offset, length) });
  } finally {
    await handle.close();
  }
}

async function readAt(handle: FileHandle, offset: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await handle.read(buffer, filled, length - filled, offset + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return buffer.subarray(0, filled);
}
