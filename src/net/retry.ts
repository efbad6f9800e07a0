// Tries again as often as the policy says, and waits in between.
import { setTimeout } from "node:timers/promises";
import pRetry from "p-retry";
import type { OdailiesError } from "../domain/errors.ts";
import {
  DEFAULT_RETRY_POLICY,
  type Failure,
  type RetryPolicy,
  type RetryReason,
  retryReason,
  retryVerdict,
} from "./retry-verdict.ts";

/** Thrown by an attempt that got an answer it cannot use: `failure` decides on a retry, `error` is what people see. */
export class RefusedAttempt extends Error {
  override readonly name = "RefusedAttempt";
  readonly failure: Failure;
  readonly error: OdailiesError;

  constructor(failure: Failure, error: OdailiesError) {
    super(error.message);
    this.failure = failure;
    this.error = error;
  }
}

/** For people: what failed, and when it is tried again. */
export interface RetryNotice {
  readonly reason: RetryReason;
  readonly message: string;
  /** How often it has failed for this reason. */
  readonly attempt: number;
  readonly afterMs: number;
}

export interface RetryOptions {
  readonly policy?: RetryPolicy;
  readonly onRetry?: (notice: RetryNotice) => void;
  /** Replaces the clock's wait, in tests. Rejects when the signal is aborted. */
  readonly wait?: (ms: number, signal: AbortSignal) => Promise<void>;
  /** 0 to 1. */
  readonly random?: () => number;
}

/**
 * What was tried again in vain. Whoever tries again around it would begin anew with every such error, and take a
 * server's fault, which is worth a few tries, for a network that is gone, which is worth a night.
 */
const givenUp = new WeakSet<object>();

const waitByClock = (ms: number, signal: AbortSignal) => setTimeout(ms, undefined, { signal });

/**
 * Resolves with the first attempt that succeeds; throws the last attempt's error, or the signal's reason. An error that
 * a `retry` within the attempt has given up after several tries is final.
 */
export async function retry<T>(
  attempt: () => Promise<T>,
  signal: AbortSignal,
  { policy = DEFAULT_RETRY_POLICY, onRetry, wait = waitByClock, random = Math.random }: RetryOptions = {},
): Promise<T> {
  const failures = new Map<RetryReason, number>();
  try {
    return await pRetry(attempt, {
      // The verdict counts and waits: p-retry knows neither Retry-After nor reasons.
      retries: Number.POSITIVE_INFINITY,
      minTimeout: 0,
      shouldRetry: async ({ error }) => {
        if (signal.aborted || givenUp.has(error)) return false;
        const failure = error instanceof RefusedAttempt ? error.failure : { error };
        const reason = retryReason(failure);
        const count = (failures.get(reason) ?? 0) + 1;
        failures.set(reason, count);
        const verdict = retryVerdict({
          failure,
          attempt: count,
          policy,
          jitter: random(),
          nowMs: Date.now(),
        });
        if (!verdict.retry) {
          if (count > 1) givenUp.add(toldError(error));
          return false;
        }
        const afterMs = verdict.afterMs ?? 0;
        onRetry?.({ reason, message: error.message, attempt: count, afterMs });
        await wait(afterMs, signal);
        return true;
      },
    });
  } catch (error) {
    signal.throwIfAborted();
    throw toldError(error);
  }
}

function toldError(error: unknown): Error {
  return error instanceof RefusedAttempt ? error.error : (error as Error);
}
