// For what a person waits for, or what something else waits for: a few tries have to do.
import { DEFAULT_RETRY_POLICY } from "../net/retry-verdict.ts";
import type { RetryOptions } from "../net/retry.ts";

/** No more than `most`, or than what a server's fault is worth: something else is waiting. */
export function withFewTries(how: RetryOptions, most = Number.POSITIVE_INFINITY): RetryOptions {
  const { policy = DEFAULT_RETRY_POLICY } = how;
  const attempts = Math.min(policy.attempts, most);
  return {
    ...how,
    policy: { ...policy, attempts, networkAttempts: Math.min(policy.networkAttempts, attempts) },
  };
}
