// Writes a new file while it arrives: in large pieces, and onto the disk itself long before the last byte is there.
import { type FileHandle, open } from "node:fs/promises";

/** The largest piece that is written at once. */
const PIECE_BYTES = 1024 * 1024;

/** So often the disk is told to catch up: left to the end, a large file keeps its sender waiting for many seconds. */
const FLUSH_EVERY_BYTES = 64 * 1024 * 1024;

/** The file is flushed to disk when this resolves. Throws what `chunks` throws, or the disk's error; the file stays. */
export async function writeToDisk(chunks: AsyncIterable<Uint8Array>, path: string): Promise<void> {
  const file = await open(path, "wx", 0o600);
  const writer = startWriter(file);
  try {
    for await (const chunk of chunks) await writer.take(chunk);
    await writer.settle();
    await file.sync();
  } finally {
    await writer.settle().catch(() => undefined);
    await file.close();
  }
}

interface Writer {
  /** Resolves when there is room for more. */
  take(chunk: Uint8Array): Promise<void>;
  /** Resolves when all that was taken is written and no flush is under way. */
  settle(): Promise<void>;
}

/**
 * What comes while one piece is written is the next piece: a call for each chunk would take as long as all the rest.
 * Two pieces of memory, used in turn: new ones for each gigabyte keep the garbage collector busier than the disk.
 */
function startWriter(file: FileHandle): Writer {
  let filling = Buffer.allocUnsafeSlow(PIECE_BYTES);
  let resting = Buffer.allocUnsafeSlow(PIECE_BYTES);
  let filledBytes = 0;
  let unflushedBytes = 0;
  const flush = inBackground(() => file.datasync());
  const write = inBackground(async () => {
    while (filledBytes > 0) {
      const piece = filling.subarray(0, filledBytes);
      [filling, resting] = [resting, filling];
      filledBytes = 0;
      await file.appendFile(piece);
      unflushedBytes += piece.byteLength;
      if (unflushedBytes < FLUSH_EVERY_BYTES) continue;
      unflushedBytes = 0;
      await flush.ended();
      flush.start();
    }
  });
  return {
    take: async (chunk) => {
      for (let start = 0; start < chunk.byteLength;) {
        const part = chunk.subarray(start, start + PIECE_BYTES - filledBytes);
        filling.set(part, filledBytes);
        filledBytes += part.byteLength;
        start += part.byteLength;
        write.start();
        if (filledBytes === PIECE_BYTES) await write.ended();
      }
    },
    settle: async () => {
      await write.ended();
      // What came just as the last piece ended has not been begun.
      write.start();
      await write.ended();
      await flush.ended();
    },
  };
}

/** `start` does nothing while it runs. `ended` throws what it threw, for good: the system tells each error only once. */
function inBackground(work: () => Promise<void>) {
  let running: Promise<void> | undefined;
  let failed: { readonly error: unknown } | undefined;
  const run = async () => {
    try {
      await work();
    } catch (error) {
      failed = { error };
    }
    running = undefined;
  };
  return {
    start: () => {
      if (!failed) running ??= run();
    },
    ended: async () => {
      await running;
      if (failed) throw failed.error;
    },
  };
}
