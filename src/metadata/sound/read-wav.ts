// The few chunks of a WAV that tell what was recorded; the sound itself is passed over, never read.
import type { FileHandle } from "node:fs/promises";
import { openOrdinary } from "../../files/open-ordinary.ts";
import { isPrintable, readDs64, type RiffSizes } from "./riff-sizes.ts";

/** What a recorder writes is kilobytes; a larger chunk is not looked into. */
const MAX_CHUNK_BYTES = 1024 * 1024;
/** Recorders write some ten. A file that claims thousands is no recording. */
const MAX_CHUNKS = 1000;
const HEADER_BYTES = 8;
const FORMAT_BYTES = 16;

export interface Wav {
  /** As the `fmt ` chunk says; at least 1. */
  readonly sampleRate: number;
  /** From the bytes of sound that are there, also where the file is cut off. 0 where there are none. */
  readonly durationSeconds: number;
  /** The chunk's bytes, as they are (EBU Tech 3285). */
  readonly bext: Buffer | undefined;
  /** The chunk's bytes, as they are (www.gallery.co.uk/ixml). */
  readonly ixml: Buffer | undefined;
}

/** `no-wave`: not RIFF, RF64 or BW64 with WAVE in it · `no-format`: no usable `fmt ` chunk. */
export type WavReading =
  | { readonly wav: Wav }
  | { readonly wav?: undefined; readonly problem: "no-wave" | "no-format" };

interface Chunk {
  readonly id: string;
  readonly start: number;
  /** As far as the file reaches. */
  readonly sizeBytes: number;
}

/**
 * Reads RIFF, RF64 and BW64 (EBU Tech 3306, ITU-R BS.2088) in any order of chunks. Whatever the bytes are, it takes a
 * bounded number of small reads. Throws only what the file system throws.
 */
export async function readWav(path: string): Promise<WavReading> {
  const file = await openOrdinary(path);
  try {
    const { size: fileBytes } = await file.stat();
    const head = await readAt(file, 0, 12);
    const form = head.toString("latin1", 0, 4);
    if (!["RIFF", "RF64", "BW64"].includes(form) || head.toString("latin1", 8, 12) !== "WAVE")
      return { problem: "no-wave" };
    const chunks = await findChunks(file, fileBytes, form !== "RIFF");
    const body = async (id: string) => {
      const chunk = chunks.get(id);
      return chunk && chunk.sizeBytes <= MAX_CHUNK_BYTES
        ? readAt(file, chunk.start, chunk.sizeBytes)
        : undefined;
    };
    const format = await body("fmt ");
    if (!format || format.length < FORMAT_BYTES) return { problem: "no-format" };
    const sampleRate = format.readUInt32LE(4);
    const bytesPerSecond = format.readUInt32LE(8);
    if (sampleRate === 0 || bytesPerSecond === 0) return { problem: "no-format" };
    const durationSeconds = (chunks.get("data")?.sizeBytes ?? 0) / bytesPerSecond;
    return {
      wav: { sampleRate, durationSeconds, bext: await body("bext"), ixml: await body("iXML") },
    };
  } finally {
    await file.close();
  }
}

/** By id; of several with one id the first. Ends where the file does, or where no chunk can be. */
async function findChunks(
  file: FileHandle,
  fileBytes: number,
  is64: boolean,
): Promise<ReadonlyMap<string, Chunk>> {
  const chunks = new Map<string, Chunk>();
  let large: RiffSizes = new Map();
  let at = 12;
  for (let count = 0; count < MAX_CHUNKS && at + HEADER_BYTES <= fileBytes; count++) {
    const header = await readAt(file, at, HEADER_BYTES);
    const id = header.toString("latin1", 0, 4);
    if (header.length < HEADER_BYTES || !isPrintable(id)) break;
    const start = at + HEADER_BYTES;
    const written = header.readUInt32LE(4);
    // 0xFFFFFFFF says that the size stands in `ds64`; where it does not, the chunk reaches to the end of the file.
    const claimed = written === 0xffffffff ? (large.get(id) ?? fileBytes) : written;
    const sizeBytes = Math.min(claimed, fileBytes - start);
    if (!chunks.has(id)) chunks.set(id, { id, start, sizeBytes });
    if (id === "ds64" && is64)
      large = readDs64(await readAt(file, start, Math.min(sizeBytes, MAX_CHUNK_BYTES)));
    at = start + claimed + (claimed % 2);
  }
  return chunks;
}

/** Fewer bytes than asked for where the file ends before. */
async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  let done = 0;
  while (done < length) {
    const { bytesRead } = await file.read(bytes, done, length - done, position + done);
    if (bytesRead === 0) break;
    done += bytesRead;
  }
  return bytes.subarray(0, done);
}
