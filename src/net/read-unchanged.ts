// Reads a file once, front to back, and makes sure that it stayed the same from planning to the last byte.
import { type FileHandle, stat } from "node:fs/promises";
import { OdailiesError } from "../domain/errors.ts";
import { openOrdinary, UnfitFileError } from "../files/open-ordinary.ts";

/** A file as it was when it was found fit to be sent. */
export interface FileToRead {
  readonly path: string;
  readonly sizeBytes: number;
  readonly mtimeMs: number;
}

interface Identity {
  readonly size: number;
  readonly mtimeMs: number;
}

/** 1 MiB: half the CPU of 64 KiB when 2 GB go over a fast line; more gains nothing. */
const READ_BYTES = 1024 * 1024;
/** FAT keeps even seconds only, and a plan may come from another mount of the same drive. */
const MTIME_TOLERANCE_MS = 2000;
const DRIVE_GONE = new Set(["EIO", "ENXIO", "ENODEV", "ESTALE"]);

/** Bytes of a file from `start` up to `end`, which is no longer one of them. */
export interface FilePart {
  readonly start: number;
  readonly end: number;
}

/**
 * Yields exactly `sizeBytes`, or those of a part, in chunks of up to 1 MiB. Throws `card_changed` when size or time differ before the first
 * or after the last byte, `card_removed` when the drive fails. The buffer of a chunk is never used again.
 */
export async function* readUnchanged(
  file: FileToRead,
  part: FilePart = { start: 0, end: file.sizeBytes },
): AsyncGenerator<Uint8Array, void, undefined> {
  const handle = await openOrdinary(file.path).catch((error: unknown) =>
    Promise.reject(describeReadError(file, error)),
  );
  try {
    yield* readHandle(file, part, handle);
  } catch (error) {
    throw describeReadError(file, error);
  } finally {
    await handle.close();
  }
}

async function* readHandle(
  file: FileToRead,
  { start, end }: FilePart,
  handle: FileHandle,
): AsyncGenerator<Uint8Array, void, undefined> {
  const before = await handle.stat();
  if (before.size !== file.sizeBytes || Math.abs(before.mtimeMs - file.mtimeMs) > MTIME_TOLERANCE_MS) {
    throw changed(file);
  }
  let left = end - start;
  if (left === 0 && end < file.sizeBytes) return;
  // Of a whole file it is read on to its end, wherever that is by now.
  const last = end < file.sizeBytes ? { end: end - 1 } : {};
  const stream = handle.createReadStream({ start, ...last, highWaterMark: READ_BYTES, autoClose: false });
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    left -= chunk.byteLength;
    if (left < 0) throw changed(file);
    // The last chunk is held back until the file is known to be whole: a changed one is never completed.
    if (left === 0) await requireSame(file, before, handle);
    yield chunk;
  }
  if (left > 0) throw changed(file);
}

async function requireSame(file: FileToRead, before: Identity, handle: FileHandle): Promise<void> {
  for (const after of [await handle.stat(), await stat(file.path)]) {
    if (after.size !== before.size || after.mtimeMs !== before.mtimeMs) throw changed(file);
  }
}

function changed({ path }: FileToRead): OdailiesError {
  return new OdailiesError("card_changed", `${path} changed since it was checked, so it was not sent.`, {
    hint: "Wait until the file is complete, then run the same command again.",
  });
}

function describeReadError(file: FileToRead, error: unknown): unknown {
  if (error instanceof UnfitFileError) return changed(file);
  if (error instanceof OdailiesError || !(error instanceof Error) || !("code" in error)) return error;
  const code = String(error.code);
  if (code === "ENOENT") {
    return new OdailiesError("card_changed", `${file.path} is no longer there, so it was not sent.`, {
      hint: "Connect the drive again or look where the file went, then run the same command again.",
      cause: error,
    });
  }
  if (DRIVE_GONE.has(code)) {
    return new OdailiesError("card_removed", `${file.path} can no longer be read (${code}).`, {
      hint: "Check the drive and its cable, then run the same command again.",
      cause: error,
    });
  }
  return new OdailiesError("upload_failed", `${file.path} could not be read (${code}).`, {
    hint: "Check the permissions of the file.",
    retryable: false,
    cause: error,
  });
}
