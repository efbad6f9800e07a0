import { describe, expect, test } from "vitest";
import { OdailiesError } from "../../src/domain/errors.ts";
import { RefusedAttempt, retry, type RetryNotice } from "../../src/net/retry.ts";
import { DEFAULT_RETRY_POLICY } from "../../src/net/retry-verdict.ts";
import { never, rejection } from "../support/net-client.ts";

const unreachable = new OdailiesError("destination_unreachable", "Gone.", { hint: "Wait." });
const refused = (status: number, headers: Record<string, string> = {}) =>
  new RefusedAttempt(
    { status, headers },
    new OdailiesError("upload_failed", `No, ${status}.`, { hint: "Again." }),
  );

/** Attempts that fail one after the other with these errors, then succeed. */
function failing(...errors: readonly Error[]) {
  const left = [...errors];
  const calls = { count: 0 };
  const attempt = async () => {
    calls.count += 1;
    const error = left.shift();
    if (error) throw error;
    return "done";
  };
  return { attempt, calls };
}

function recordedWaits() {
  const waits: number[] = [];
  return { waits, options: { wait: async (ms: number) => void waits.push(ms), random: () => 1 } };
}

describe("retry", () => {
  test("goes on until it succeeds, waiting longer each time", async () => {
    const { attempt, calls } = failing(unreachable, unreachable, unreachable);
    const { waits, options } = recordedWaits();
    await expect(retry(attempt, never, options)).resolves.toBe("done");
    expect(calls.count).toBe(4);
    expect(waits).toEqual([1000, 2000, 4000]);
  });

  test("waits as long as the server asks", async () => {
    const { attempt } = failing(refused(429, { "retry-after": "9" }));
    const { waits, options } = recordedWaits();
    await retry(attempt, never, options);
    expect(waits).toEqual([9000]);
  });

  test("does not begin anew with what was tried in vain within an attempt, as if a network were gone", async () => {
    const { options } = recordedWaits();
    let calls = 0;
    const inner = () =>
      retry(
        () => {
          calls += 1;
          const error = new OdailiesError("destination_unreachable", "Broken.", { hint: "Wait." });
          return Promise.reject(new RefusedAttempt({ status: 500, headers: {} }, error));
        },
        never,
        options,
      );
    const policy = { ...DEFAULT_RETRY_POLICY, networkAttempts: 100 };
    expect(await rejection(retry(inner, never, { ...options, policy }))).toMatchObject({
      message: "Broken.",
    });
    expect(calls).toBe(DEFAULT_RETRY_POLICY.attempts);
  });

  test("begins anew where nothing was tried twice within an attempt", async () => {
    const { options } = recordedWaits();
    const once = { ...DEFAULT_RETRY_POLICY, attempts: 1, networkAttempts: 1 };
    const { attempt, calls } = failing(refused(500), refused(500));
    const inner = () => retry(attempt, never, { ...options, policy: once });
    expect(await retry(inner, never, options)).toBe("done");
    expect(calls.count).toBe(3);
  });

  test("does not repeat what is final", async () => {
    const { attempt, calls } = failing(refused(404));
    expect(await rejection(retry(attempt, never, recordedWaits().options))).toMatchObject({
      message: "No, 404.",
    });
    expect(calls.count).toBe(1);
  });

  test("throws the last attempt's error when the tries are used up", async () => {
    const { attempt, calls } = failing(...Array.from({ length: 9 }, () => refused(503)));
    const error = await rejection(retry(attempt, never, recordedWaits().options));
    expect(error).toBeInstanceOf(OdailiesError);
    expect(calls.count).toBe(DEFAULT_RETRY_POLICY.attempts);
  });

  test("a night without network does not use up the server's tries", async () => {
    const night = Array.from({ length: 300 }, () => unreachable);
    const { attempt, calls } = failing(...night, refused(500), refused(500));
    const policy = { ...DEFAULT_RETRY_POLICY, attempts: 3, networkAttempts: Number.POSITIVE_INFINITY };
    await retry(attempt, never, { ...recordedWaits().options, policy });
    expect(calls.count).toBe(303);
  });

  test("tells what failed and when it goes on", async () => {
    const notices: RetryNotice[] = [];
    const { attempt } = failing(refused(503));
    await retry(attempt, never, { ...recordedWaits().options, onRetry: (notice) => notices.push(notice) });
    expect(notices).toEqual([{ reason: "busy", message: "No, 503.", attempt: 1, afterMs: 1000 }]);
  });

  test("a bug is thrown as it is, at once", async () => {
    const bug = new TypeError("x is not a function");
    const { attempt, calls } = failing(bug);
    expect(await rejection(retry(attempt, never))).toBe(bug);
    expect(calls.count).toBe(1);
  });

  test("an abort ends the wait with the signal's reason", async () => {
    const controller = new AbortController();
    const reason = new OdailiesError("cancelled", "Stopped.", { hint: "Run again." });
    const policy = { ...DEFAULT_RETRY_POLICY, firstDelayMs: 3_600_000, longestDelayMs: 3_600_000 };
    const { attempt } = failing(unreachable);
    const onRetry = () => setImmediate(() => controller.abort(reason));
    expect(await rejection(retry(attempt, controller.signal, { policy, onRetry }))).toBe(reason);
  });

  test("an aborted signal's reason wins over the attempt's error, whatever it is", async () => {
    const controller = new AbortController();
    const attempt = async () => {
      controller.abort("stop");
      throw unreachable;
    };
    expect(await rejection(retry(attempt, controller.signal))).toBe("stop");
  });
});
