// How long an answer may take: one that drips in byte by byte never stalls, and never ends.
import { OdailiesError } from "../domain/errors.ts";

export interface AnswerTimer {
  /** Aborted with `destination_unreachable` once the answer is too slow. */
  readonly signal: AbortSignal;
  /** So many bytes have come in all. */
  readonly note: (bytes: number) => void;
  stop(): void;
}

/** A phone in a cellar does ten times as much. */
const SLOWEST_BYTES_PER_MS = 1;
const LONGEST_MS = 30 * 60_000;

/**
 * An answer has twice the time in which nothing may move, and a second more for every 1,000 bytes that have come, up to
 * half an hour.
 */
export function startAnswerTimer(stallTimeoutMs: number, host: string): AnswerTimer {
  const controller = new AbortController();
  const startedMs = performance.now();
  let timer: NodeJS.Timeout | undefined;
  let bytesDone = 0;
  const look = () => {
    const allowedMs = Math.min(2 * stallTimeoutMs + bytesDone / SLOWEST_BYTES_PER_MS, LONGEST_MS);
    const leftMs = startedMs + allowedMs - performance.now();
    if (leftMs <= 0) controller.abort(tooSlow(host, bytesDone));
    // What comes in meanwhile gives more time, which is seen when this time is over.
    else timer = setTimeout(look, Math.ceil(leftMs));
  };
  look();
  return {
    signal: controller.signal,
    note: (bytes) => (bytesDone = bytes),
    stop: () => clearTimeout(timer),
  };
}

function tooSlow(host: string, bytes: number): OdailiesError {
  return new OdailiesError(
    "destination_unreachable",
    `${host} answers so slowly (${bytes} bytes so far) that it will never be done.`,
    {
      hint: "Check the internet connection, or give it more time with --stall-timeout; then run the same command again.",
      context: { fault: "timeout", bytes },
    },
  );
}
