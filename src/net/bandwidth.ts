// One allowance of bytes that all uploads draw from, so that together they stay below the limit.
import { setTimeout } from "node:timers/promises";
import { type BandwidthSchedule, rateAt } from "../domain/bandwidth.ts";

/** What the allowance goes by; tests turn it by hand. */
export interface BandwidthClock {
  /** Never set back. */
  readonly monotonicMs: () => number;
  readonly localTime: () => Date;
  /** Rejects when the signal is aborted. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
}

export interface Bandwidth {
  /** The most that should go in one piece at the present rate. */
  pieceBytes(): number;
  /** Resolves when so many bytes may go, in the order in which it was asked. Throws once the signal is aborted. */
  take(bytes: number, signal: AbortSignal): Promise<void>;
}

/** A piece takes a tenth of a second: the line is used evenly, and another hour's rate holds almost at once. */
const PIECE_MS = 100;
/** What may be made good after a delay: on ten seconds it is less than three percent. */
const CREDIT_MS = 250;
const SMALLEST_PIECE_BYTES = 512;

const CLOCK: BandwidthClock = {
  monotonicMs: () => performance.now(),
  localTime: () => new Date(),
  wait: (ms, signal) => setTimeout(ms, undefined, { signal }),
};

export function createBandwidth(schedule: BandwidthSchedule, clock: BandwidthClock = CLOCK): Bandwidth {
  const bytesPerMs = () => (rateAt(schedule, clock.localTime()) ?? Number.POSITIVE_INFINITY) / 8000;
  /** When all that was taken so far has gone at the limit. */
  let paidUntilMs = clock.monotonicMs();
  return {
    pieceBytes: () => Math.max(SMALLEST_PIECE_BYTES, Math.floor(bytesPerMs() * PIECE_MS)),
    take: async (bytes, signal) => {
      signal.throwIfAborted();
      const nowMs = clock.monotonicMs();
      const startMs = Math.max(paidUntilMs, nowMs - CREDIT_MS);
      paidUntilMs = startMs + bytes / bytesPerMs();
      if (startMs > nowMs) await clock.wait(startMs - nowMs, signal);
    },
  };
}
