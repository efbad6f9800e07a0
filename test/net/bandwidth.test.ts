import { describe, expect, test } from "vitest";
import type { BandwidthSchedule } from "../../src/domain/bandwidth.ts";
import { type Bandwidth, createBandwidth } from "../../src/net/bandwidth.ts";
import { never, rejection } from "../support/net-client.ts";

const limitedTo = (bitsPerSecond: number | undefined): BandwidthSchedule => [
  { fromMinute: 0, toMinute: 1440, bitsPerSecond },
];

/** A clock that moves on only when everybody waits. `lateMs`: how much too late each sleeper is woken. */
function turnedClock(start: string, { lateMs = 0 } = {}) {
  const startMs = Date.parse(start);
  const sleepers: { at: number; wake: () => void }[] = [];
  let nowMs = 0;
  const clock = {
    monotonicMs: () => nowMs,
    localTime: () => new Date(startMs + nowMs),
    wait: (ms: number) =>
      new Promise<void>((wake) => {
        sleepers.push({ at: nowMs + ms + lateMs, wake });
      }),
  };
  const runUntil = async (ms: number) => {
    for (;;) {
      await new Promise(setImmediate);
      sleepers.sort((a, b) => a.at - b.at);
      const next = sleepers[0];
      if (!next || next.at > ms) break;
      sleepers.shift();
      nowMs = Math.max(nowMs, next.at);
      next.wake();
    }
    nowMs = ms;
  };
  return { clock, runUntil, nowMs: () => nowMs };
}

/** Sends without end, as large pieces as allowed, and notes what went when. */
function startSender(bandwidth: Bandwidth, nowMs: () => number) {
  const sent: { atMs: number; bytes: number }[] = [];
  const stop = new AbortController();
  void (async () => {
    for (;;) {
      const bytes = Math.min(bandwidth.pieceBytes(), 512 * 1024);
      await bandwidth.take(bytes, stop.signal);
      if (stop.signal.aborted) return;
      sent.push({ atMs: nowMs(), bytes });
    }
  })();
  return { sent, stop: () => stop.abort() };
}

const sum = (sent: readonly { bytes: number }[]) => sent.reduce((total, { bytes }) => total + bytes, 0);

describe("createBandwidth", () => {
  test.each([
    ["50 kB/s", 400e3],
    ["2.5 MB/s", 20e6],
    ["125 MB/s", 1e9],
  ])("%s over ten seconds, even though every timer is late", async (_, bitsPerSecond) => {
    const { clock, runUntil, nowMs } = turnedClock("2026-11-20T12:00:00", { lateMs: 15 });
    const { sent, stop } = startSender(createBandwidth(limitedTo(bitsPerSecond), clock), nowMs);
    await runUntil(10_000);
    stop();
    const rate = (sum(sent) * 8) / 10;
    expect(Math.abs(rate / bitsPerSecond - 1)).toBeLessThan(0.03);
  });

  test("three uploads together stay below it, and each gets its share", async () => {
    const { clock, runUntil, nowMs } = turnedClock("2026-11-20T12:00:00");
    const bandwidth = createBandwidth(limitedTo(8e6), clock);
    const senders = [1, 2, 3].map(() => startSender(bandwidth, nowMs));
    await runUntil(10_000);
    for (const { stop } of senders) stop();
    const each = senders.map(({ sent }) => sum(sent));
    const total = each.reduce((a, b) => a + b);
    expect(total).toBeGreaterThan(9.6e6);
    expect(total).toBeLessThan(10.4e6);
    for (const bytes of each) expect(bytes / total).toBeCloseTo(1 / 3, 1);
  });

  test("at 50 kB/s nothing goes in a burst: no second moves more than its share and a quarter", async () => {
    const { clock, runUntil, nowMs } = turnedClock("2026-11-20T12:00:00");
    const { sent, stop } = startSender(createBandwidth(limitedTo(400e3), clock), nowMs);
    await runUntil(5000);
    stop();
    expect(Math.max(...sent.map(({ bytes }) => bytes))).toBeLessThanOrEqual(5000);
    for (const { atMs } of sent) {
      const second = sent.filter((other) => other.atMs >= atMs && other.atMs < atMs + 1000);
      expect(sum(second)).toBeLessThanOrEqual(50_000 * 1.25 + 5000);
    }
  });

  test("an hour of idling saves up a quarter of a second, no more", async () => {
    const { clock, runUntil, nowMs } = turnedClock("2026-11-20T12:00:00");
    const bandwidth = createBandwidth(limitedTo(8e6), clock);
    await runUntil(3_600_000);
    const { sent, stop } = startSender(bandwidth, nowMs);
    await runUntil(3_601_000);
    stop();
    expect(sum(sent)).toBeLessThanOrEqual(1.25e6 + 100_000);
  });

  test("the schedule is followed in the middle of a file", async () => {
    const { clock, runUntil, nowMs } = turnedClock("2026-11-20T21:59:55");
    const schedule = [
      { fromMinute: 480, toMinute: 1320, bitsPerSecond: 8e6 },
      { fromMinute: 1320, toMinute: 1440, bitsPerSecond: 80e6 },
    ];
    const { sent, stop } = startSender(createBandwidth(schedule, clock), nowMs);
    await runUntil(10_000);
    stop();
    const before = sum(sent.filter(({ atMs }) => atMs < 5000));
    const after = sum(sent.filter(({ atMs }) => atMs >= 5000));
    expect(Math.abs(before / 5e6 - 1)).toBeLessThan(0.05);
    expect(Math.abs(after / 50e6 - 1)).toBeLessThan(0.05);
  });

  test("off is no limit", async () => {
    const { clock } = turnedClock("2026-11-20T12:00:00");
    const bandwidth = createBandwidth(limitedTo(undefined), clock);
    for (let i = 0; i < 100; i += 1) await bandwidth.take(1e9, never);
    expect(bandwidth.pieceBytes()).toBe(Infinity);
  });

  test("an abort ends the wait", async () => {
    const bandwidth = createBandwidth(limitedTo(8000));
    await bandwidth.take(10_000, never);
    const controller = new AbortController();
    const waiting = bandwidth.take(10_000, controller.signal);
    controller.abort();
    expect(await rejection(waiting)).toMatchObject({ name: "AbortError" });
  });
});
