// Is it worth trying again, and when? Pure: one failure in, one verdict out.
import { OdailiesError } from "../domain/errors.ts";

/** What went wrong: an answer that is no success, or an error instead of an answer. */
export type Failure =
  | { readonly status: number; readonly headers: Readonly<Record<string, string>> }
  | { readonly error: unknown };

/** `network` and `busy` may pass by themselves however long it takes; `server` and `transfer` are tried a few times. */
export type RetryReason = "network" | "busy" | "server" | "transfer" | "final";

export interface RetryVerdict {
  readonly retry: boolean;
  readonly reason: RetryReason;
  /** Wait that long first. */
  readonly afterMs?: number;
}

export interface RetryPolicy {
  /** Tries in all when the server or a transfer fails. */
  readonly attempts: number;
  /** Tries in all while the network is gone or the server says that it is busy; `Infinity` waits all night. */
  readonly networkAttempts: number;
  readonly firstDelayMs: number;
  readonly longestDelayMs: number;
  /** A server that asks for a longer pause is asked again after this one. */
  readonly longestRetryAfterMs: number;
}

export const DEFAULT_RETRY_POLICY: RetryPolicy = {
  attempts: 5,
  networkAttempts: 5,
  firstDelayMs: 1000,
  longestDelayMs: 60_000,
  longestRetryAfterMs: 15 * 60_000,
};

export interface VerdictInput {
  readonly failure: Failure;
  /** How often it has failed for this reason, this time included. */
  readonly attempt: number;
  readonly policy: RetryPolicy;
  /** 0 to 1: spreads clients that failed together. */
  readonly jitter: number;
  /** This computer's clock, for `Retry-After` dates from a server that sends no `Date`. */
  readonly nowMs: number;
}

export function retryVerdict(input: VerdictInput): RetryVerdict {
  const { failure, attempt, policy } = input;
  const reason = retryReason(failure);
  if (reason === "final") return { retry: false, reason };
  const mayTakeLong = reason === "network" || reason === "busy";
  if (attempt >= (mayTakeLong ? policy.networkAttempts : policy.attempts)) return { retry: false, reason };
  const asked = "headers" in failure ? readRetryAfter(failure.headers, input.nowMs) : undefined;
  // Never sooner than asked; later where it goes on for long, or one second would be asked for all night.
  const afterMs = Math.max(Math.min(asked ?? 0, policy.longestRetryAfterMs), backOff(input));
  return { retry: true, reason, afterMs };
}

/** 408, 425, 429, 502 to 504 (RFC 9110, RFC 6585, RFC 8470), and 520 to 530 of a proxy before a server that is away. */
export function isBusy(status: number): boolean {
  return [408, 425, 429, 502, 503, 504].includes(status) || (status >= 520 && status <= 530);
}

/** There is no room left (RFC 4918 §11.5), and there will be none until somebody makes some. */
export const INSUFFICIENT_STORAGE = 507;

/** 501 and 505 (RFC 9110 §15.6): the server, or a proxy before it, does not know such requests at all. */
export function isUnable(status: number): boolean {
  return status === 501 || status === 505;
}

/** Busy servers and other 5xx may pass; other answers stay the same however often one asks. */
export function mayPass(status: number): boolean {
  return isBusy(status) || (status >= 500 && !isUnable(status) && status !== INSUFFICIENT_STORAGE);
}

export function retryReason(failure: Failure): RetryReason {
  if ("status" in failure) {
    if (isBusy(failure.status)) return "busy";
    return mayPass(failure.status) ? "server" : "final";
  }
  const { error } = failure;
  if (!(error instanceof OdailiesError) || !error.retryable) return "final";
  return error.code === "destination_unreachable" ? "network" : "transfer";
}

function backOff({ attempt, policy, jitter }: VerdictInput): number {
  const full = Math.min(policy.firstDelayMs * 2 ** Math.min(attempt - 1, 30), policy.longestDelayMs);
  return Math.round(full * (0.5 + jitter / 2));
}

/** Seconds or an HTTP date (RFC 9110 §10.2.3); a date is read by the server's own clock where it tells it. */
function readRetryAfter(headers: Readonly<Record<string, string>>, nowMs: number): number | undefined {
  const value = headers["retry-after"]?.trim() ?? "";
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  const until = Date.parse(value);
  if (Number.isNaN(until)) return undefined;
  const serverNow = Date.parse(headers["date"] ?? "");
  return Math.max(0, until - (Number.isNaN(serverNow) ? nowMs : serverNow));
}
