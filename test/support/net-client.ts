// An HTTP client for tests: short patience, closed after the test.
import { onTestFinished } from "vitest";
import { createHttpClient, type HttpClient, type HttpClientOptions } from "../../src/net/http-client.ts";
import type { RetryPolicy } from "../../src/net/retry-verdict.ts";

export function testClient(options: Partial<HttpClientOptions> = {}): HttpClient {
  const client = createHttpClient({
    proxyFromEnvironment: false,
    connectTimeoutMs: 5000,
    stallTimeoutMs: 20_000,
    ...options,
  });
  onTestFinished(() => client.close());
  return client;
}

export const QUICK_RETRY: RetryPolicy = {
  attempts: 3,
  networkAttempts: 3,
  firstDelayMs: 1,
  longestDelayMs: 2,
  longestRetryAfterMs: 5,
};

export const never = new AbortController().signal;

/** What a promise is rejected with; fails the test when it is fulfilled. */
export async function rejection(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error("The promise was fulfilled.");
}
