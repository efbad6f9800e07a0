// Ends uploads in time: those that had hardly begun when their URL expired, and those that have stalled.
import { StorageError } from "./storage-error.ts";

/** An upload that has moved this much before its URL expires may finish, as o/DAILIES documents (~100 KB). */
const FINISH_AFTER_BYTES = 100_000;

const STALL_MS = 120_000;
const LOOK_EVERY_MS = 500;

export interface UploadClock {
  /** Aborted with a `StorageError` when the upload has to end. */
  readonly signal: AbortSignal;
  /** Call for each chunk before it is counted; throws when it came too late. */
  countBytes(count: number): void;
  stop(): void;
}

export function startUploadClock(expiresAtMs: number, clock: () => Date): UploadClock {
  const controller = new AbortController();
  let received = 0;
  let lastChunkAt = performance.now();
  const lookForExpiry = () => {
    if (received < FINISH_AFTER_BYTES && clock().getTime() >= expiresAtMs) controller.abort(expired());
  };
  const timer = setInterval(() => {
    lookForExpiry();
    if (performance.now() - lastChunkAt > STALL_MS) controller.abort(stalled());
  }, LOOK_EVERY_MS);
  return {
    signal: controller.signal,
    countBytes: (count) => {
      lookForExpiry();
      controller.signal.throwIfAborted();
      received += count;
      lastChunkAt = performance.now();
    },
    stop: () => clearInterval(timer),
  };
}

export function expired(): StorageError {
  return new StorageError(403, "ExpiredToken", "The URL for this upload has expired. Ask for a new one.");
}

function stalled(): StorageError {
  const message = `No byte has arrived for ${STALL_MS / 1000} seconds.`;
  return new StorageError(408, "RequestTimeout", message);
}
