// Clips to write in many ways: their bytes, and slow hands to write them with.
import { type FileHandle, mkdir, open, readFile, writeFile } from "node:fs/promises";
import { createHash } from "node:crypto";
import { dirname, join } from "node:path";
import { FIXTURE_CARD } from "./run-odailies.ts";
import { pauseMs } from "./watch-session.ts";

/** Meets the spec as it is, moov first. */
export const CLIP = await readFile(join(FIXTURE_CARD, "A001R1AA/_graded/A001C001_261120_R1AA.mp4"));
/** Another clip of the same length that meets it, too. */
export const OTHER_CLIP = await readFile(join(FIXTURE_CARD, "A001R1AA/_log/A001C001_261120_R1AA.mp4"));
/** The index comes last, so that a part of it is no clip at all. */
export const INDEX_LAST = await readFile(join(FIXTURE_CARD, "A001R1AA/_graded/A001C002_261120_R1AA.mp4"));

export const md5 = (bytes: Buffer): string => createHash("md5").update(bytes).digest("hex");

export async function put(path: string, bytes: Buffer | string = CLIP): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, bytes);
}

/** Opens for writing, making the folder; `flags` as in `fs.open`. */
export async function withFile(
  path: string,
  work: (file: FileHandle) => Promise<void>,
  flags = "w",
): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const file = await open(path, flags);
  try {
    await work(file);
  } finally {
    await file.close();
  }
}

export interface SlowWrite {
  readonly bytes?: Buffer;
  readonly from?: number;
  readonly to?: number;
  readonly pieces: number;
  readonly everyMs: number;
}

/** Writes a range of the bytes to its own place in the file, piece by piece. */
export async function writeSlowly(file: FileHandle, write: SlowWrite): Promise<void> {
  const { bytes = CLIP, from = 0, to = bytes.length, pieces, everyMs } = write;
  const step = Math.ceil((to - from) / pieces);
  for (let at = from; at < to; at += step) {
    await file.write(bytes, at, Math.min(step, to - at), at);
    await pauseMs(everyMs);
  }
}
