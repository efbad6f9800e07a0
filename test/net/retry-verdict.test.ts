import { describe, expect, test } from "vitest";
import { OdailiesError } from "../../src/domain/errors.ts";
import { DEFAULT_RETRY_POLICY, type Failure, retryVerdict } from "../../src/net/retry-verdict.ts";

const NOW = Date.parse("2026-04-22T10:00:00Z");
const verdict = (failure: Failure, attempt = 1, jitter = 1, policy = DEFAULT_RETRY_POLICY) =>
  retryVerdict({ failure, attempt, policy, jitter, nowMs: NOW });
const status = (status: number, headers: Record<string, string> = {}): Failure => ({ status, headers });
const unreachable = new OdailiesError("destination_unreachable", "Gone.", { hint: "Wait." });

describe("retryVerdict", () => {
  test.each([408, 425, 429, 500, 502, 503, 504, 599])("%i is tried again", (code) => {
    expect(verdict(status(code)).retry).toBe(true);
  });

  test.each([200, 301, 400, 401, 403, 404, 405, 409, 412, 413, 501, 505, 507])("%i is final", (code) => {
    expect(verdict(status(code))).toEqual({ retry: false, reason: "final" });
  });

  test("errors go by whether they may pass", () => {
    expect(verdict({ error: unreachable })).toMatchObject({ retry: true, reason: "network" });
    const broken = new OdailiesError("upload_failed", "Broke.", { hint: "Again." });
    expect(verdict({ error: broken })).toMatchObject({ retry: true, reason: "transfer" });
    const untrusted = new OdailiesError("destination_unreachable", "TLS.", { hint: "CA.", retryable: false });
    expect(verdict({ error: untrusted }).retry).toBe(false);
    expect(verdict({ error: new TypeError("bug") }).retry).toBe(false);
  });

  test("Retry-After in seconds is waited for", () => {
    expect(verdict(status(429, { "retry-after": "7" })).afterMs).toBe(7000);
  });

  test("a Retry-After date is read by the server's clock, not by this computer's", () => {
    const date = "Wed, 22 Apr 2026 12:00:00 GMT";
    const retryAfter = "Wed, 22 Apr 2026 12:00:30 GMT";
    expect(verdict(status(503, { "retry-after": retryAfter, date })).afterMs).toBe(30_000);
  });

  test("without the server's clock a date is read by this computer's", () => {
    expect(verdict(status(503, { "retry-after": "Wed, 22 Apr 2026 10:00:20 GMT" })).afterMs).toBe(20_000);
    expect(verdict(status(503, { "retry-after": "Wed, 22 Apr 2026 09:00:00 GMT" })).afterMs).toBe(1000);
  });

  test("an unreadable or endless Retry-After does not stop the run", () => {
    expect(verdict(status(503, { "retry-after": "soon" })).afterMs).toBe(1000);
    expect(verdict(status(503, { "retry-after": "999999" })).afterMs).toBe(
      DEFAULT_RETRY_POLICY.longestRetryAfterMs,
    );
  });

  test("the pause doubles up to the longest one, between half and whole", () => {
    expect([1, 2, 3, 4].map((attempt) => verdict(status(500), attempt).afterMs)).toEqual([
      1000, 2000, 4000, 8000,
    ]);
    expect(verdict(status(500), 2, 0).afterMs).toBe(1000);
    const endless = { ...DEFAULT_RETRY_POLICY, networkAttempts: Number.POSITIVE_INFINITY };
    expect(verdict({ error: unreachable }, 5000, 1, endless).afterMs).toBe(
      DEFAULT_RETRY_POLICY.longestDelayMs,
    );
  });

  test("a server that asks for one second again and again is asked less and less often", () => {
    const endless = { ...DEFAULT_RETRY_POLICY, networkAttempts: Number.POSITIVE_INFINITY };
    const waits = [1, 3, 9, 500].map(
      (attempt) => verdict(status(503, { "retry-after": "1" }), attempt, 1, endless).afterMs,
    );
    expect(waits).toEqual([1000, 4000, 60_000, 60_000]);
  });

  test.each([408, 425, 429, 502, 503, 504, 522])("%i is waited for as long as the network is", (code) => {
    const endless = { ...DEFAULT_RETRY_POLICY, networkAttempts: Number.POSITIVE_INFINITY };
    expect(verdict(status(code), 9999, 1, endless)).toMatchObject({ retry: true, reason: "busy" });
    expect(verdict(status(code), DEFAULT_RETRY_POLICY.networkAttempts).retry).toBe(false);
  });

  test("tries are bounded, but for the network where the caller says so", () => {
    const endless = { ...DEFAULT_RETRY_POLICY, networkAttempts: Number.POSITIVE_INFINITY };
    expect(verdict(status(500), 4).retry).toBe(true);
    expect(verdict(status(500), 5, 1, endless)).toEqual({ retry: false, reason: "server" });
    expect(verdict({ error: unreachable }, 5).retry).toBe(false);
    expect(verdict({ error: unreachable }, 9999, 1, endless).retry).toBe(true);
  });
});
