import { describe, expect, test, vi, onTestFinished } from "vitest";
import { startAnswerTimer } from "../../src/net/answer-timer.ts";

describe("startAnswerTimer", () => {
  function start() {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const timer = startAnswerTimer(1000, "host");
    return { timer, after: (ms: number) => vi.advanceTimersByTime(ms) };
  }

  test("gives up what drips in", () => {
    const { timer, after } = start();
    for (let second = 1; second <= 3; second += 1) {
      timer.note(second);
      after(1000);
    }
    expect(timer.signal.reason).toMatchObject({ code: "destination_unreachable", retryable: true });
  });

  test("lets a large answer take its time, but not for ever", () => {
    const { timer, after } = start();
    for (let minute = 1; minute <= 29; minute += 1) {
      timer.note(minute * 1e6);
      after(60_000);
    }
    expect(timer.signal.aborted).toBe(false);
    after(120_000);
    expect(timer.signal.aborted).toBe(true);
  });

  test("is quiet once the answer is there", () => {
    const { timer, after } = start();
    timer.stop();
    after(3_600_000);
    expect(timer.signal.aborted).toBe(false);
  });
});
