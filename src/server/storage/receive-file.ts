// Streams an upload into a file beside its place: bounded memory, digests on the way, flushed to disk, or nothing at all.
import { createHash, randomUUID } from "node:crypto";
import { mkdir, rm, statfs } from "node:fs/promises";
import { join } from "node:path";
import { createCRC32 } from "hash-wasm";
import { type Body, bodyChunks } from "./body-chunks.ts";
import { StorageError } from "./storage-error.ts";
import type { UploadClock } from "./upload-clock.ts";
import { writeToDisk } from "./write-to-disk.ts";

/** Castagnoli, bit-reversed: what Google Cloud Storage calls crc32c. */
const CRC32C_POLYNOMIAL = 0x82f63b78;

/** Kept free for the database, thumbnails and the operating system. */
const SPARE_BYTES = 64 * 1024 * 1024;

/** Names of files on their way in; whatever a crash has left of them is swept at a later start. */
export const INCOMING_PREFIX = ".incoming-";

export interface ReceivedFile {
  /** The file as received, still under its temporary name. */
  readonly partPath: string;
  readonly sizeBytes: number;
  /** Lower-case hex. */
  readonly md5: string;
  /** Base64 of the big-endian value. */
  readonly crc32c: string;
}

/** Receives exactly `sizeBytes` into `folder`. Throws and leaves nothing when the client goes, stalls or the disk fills. */
export async function receiveFile(
  body: Body,
  folder: string,
  sizeBytes: number,
  clock: UploadClock,
): Promise<ReceivedFile> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await checkSpace(folder, sizeBytes);
  const partPath = join(folder, `${INCOMING_PREFIX}${randomUUID()}.part`);
  try {
    const digests = await writeFile(body, partPath, clock);
    return { partPath, ...digests };
  } catch (error) {
    await rm(partPath, { force: true });
    throw error;
  }
}

async function writeFile(
  body: Body,
  path: string,
  clock: UploadClock,
): Promise<Omit<ReceivedFile, "partPath">> {
  const md5 = createHash("md5");
  const crc32c = await createCRC32(CRC32C_POLYNOMIAL);
  let sizeBytes = 0;
  const digested = async function* () {
    for await (const chunk of bodyChunks(body, clock.signal)) {
      clock.countBytes(chunk.length);
      md5.update(chunk);
      crc32c.update(chunk);
      sizeBytes += chunk.length;
      yield chunk;
    }
  };
  await writeToDisk(digested(), path);
  return {
    sizeBytes,
    md5: md5.digest("hex"),
    crc32c: Buffer.from(crc32c.digest("hex"), "hex").toString("base64"),
  };
}

async function checkSpace(folder: string, sizeBytes: number): Promise<void> {
  const disk = await statfs(folder);
  const isKnown = disk.blocks > 0;
  if (isKnown && disk.bavail * disk.bsize < sizeBytes + SPARE_BYTES) {
    throw new StorageError(
      503,
      "InsufficientStorage",
      "The disk that the library lies on has too little room.",
    );
  }
}
