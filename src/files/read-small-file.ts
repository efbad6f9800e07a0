// The one way in which a small file of a card is read: an ordinary file, in its own place, no longer than it may be.
import type { Stats } from "node:fs";
import { type FileHandle, lstat, open, realpath, stat } from "node:fs/promises";
import { openOrdinary, requireFile, UnfitFileError } from "./open-ordinary.ts";
import { pathBelow } from "./path-below.ts";

export interface SmallFile {
  /** A longer file is not read. */
  readonly maxBytes: number;
  /**
   * The folder that holds it. Neither the file itself nor any folder between the two may be a link that leads out of
   * it. Left out for a file that a person named: then links are followed.
   */
  readonly within?: string;
  /** What is read once and whole may come from a pipe that the person's own shell has opened: `<(…)`, standard input. */
  readonly takesOwnPipe?: true;
}

const OWN_PIPE = /^\/(?:dev\/(?:fd\/\d+|stdin)|proc\/self\/fd\/\d+)$/;

/**
 * Never waits for any other pipe, never reads on for ever, whatever lies at `path`.
 * @throws UnfitFileError, and what the file system throws.
 */
export async function readSmallFile(path: string, limits: SmallFile): Promise<Buffer> {
  const isOwnPipe = limits.takesOwnPipe === true && OWN_PIPE.test(path);
  const handle = isOwnPipe ? await open(path) : await openBounded(path, limits);
  try {
    return await readCapped(handle, limits.maxBytes);
  } finally {
    await handle.close();
  }
}

/** Looks before it opens: even to open a device may set it off. */
async function openBounded(path: string, { maxBytes, within }: SmallFile): Promise<FileHandle> {
  requireOrdinary(await (within === undefined ? stat(path) : lstat(path)), maxBytes);
  if (within !== undefined) await requireInside(path, within);
  return openOrdinary(path);
}

function requireOrdinary(stats: Stats, maxBytes: number): void {
  if (stats.isSymbolicLink()) throw new UnfitFileError("elsewhere", "it is a link");
  requireFile(stats);
  if (stats.size > maxBytes) throw tooLarge(maxBytes);
}

async function requireInside(path: string, within: string): Promise<void> {
  if (pathBelow(await realpath(within), await realpath(path)) === undefined)
    throw new UnfitFileError("elsewhere", "a link leads to it out of its folder");
}

const CHUNK_BYTES = 256 * 1024;

/** A file's size is no promise: those of `/proc` and of some network drives say nought and go on for ever. */
async function readCapped(handle: FileHandle, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let total = 0;
  for (;;) {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(CHUNK_BYTES), 0, CHUNK_BYTES, null);
    if (bytesRead === 0) return Buffer.concat(chunks, total);
    total += bytesRead;
    if (total > maxBytes) throw tooLarge(maxBytes);
    chunks.push(buffer.subarray(0, bytesRead));
  }
}

function tooLarge(maxBytes: number): UnfitFileError {
  const size = maxBytes < 1024 ** 2 ? `${maxBytes} bytes` : `${Math.floor(maxBytes / 1024 ** 2)} MiB`;
  return new UnfitFileError("too-large", `it is larger than ${size}`);
}
