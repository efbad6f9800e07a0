import { expect, test } from "vitest";
import { type BandwidthSchedule, rateAt, secondsToSend } from "../../src/domain/bandwidth.ts";

const ALL_DAY: BandwidthSchedule = [{ fromMinute: 0, toMinute: 1440, bitsPerSecond: 20e6 }];
/** 5 Mbit/s from 8 to 22 o'clock. */
const BY_DAY: BandwidthSchedule = [{ fromMinute: 480, toMinute: 1320, bitsPerSecond: 5e6 }];
const at = (time: string) => new Date(`2026-11-20T${time}`);

test("the limit is that of the local time; where nothing is said there is none", () => {
  expect(rateAt(BY_DAY, at("07:59:59.999"))).toBeUndefined();
  expect(rateAt(BY_DAY, at("08:00:00"))).toBe(5e6);
  expect(rateAt(BY_DAY, at("21:59:59.999"))).toBe(5e6);
  expect(rateAt(BY_DAY, at("22:00:00"))).toBeUndefined();
});

test("43 GB at 20 Mbit/s are 4.8 hours", () => {
  const seconds = secondsToSend(43e9, ALL_DAY, undefined, at("20:00:00"));
  expect((seconds ?? 0) / 3600).toBeCloseTo(4.78, 2);
});

test("a slower line than the limit decides, and a faster one does not", () => {
  expect(secondsToSend(1e6, ALL_DAY, 8e6, at("20:00:00"))).toBeCloseTo(1);
  expect(secondsToSend(1e6, ALL_DAY, 100e6, at("20:00:00"))).toBeCloseTo(0.4);
});

test("each part of the day counts with its own rate, over midnight", () => {
  const halfAnHour = 1800;
  const untilTen = (5e6 / 8) * halfAnHour;
  const afterTen = (50e6 / 8) * halfAnHour;
  expect(secondsToSend(untilTen + afterTen, BY_DAY, 50e6, at("21:30:00"))).toBeCloseTo(3600);
  const night = (50e6 / 8) * 10 * 3600;
  expect(secondsToSend(night + untilTen, BY_DAY, 50e6, at("22:00:00"))).toBeCloseTo(10 * 3600 + halfAnHour);
});

test("nobody knows how long an unlimited line of unknown speed takes", () => {
  expect(secondsToSend(1e6, [], undefined, at("12:00:00"))).toBeUndefined();
  expect(secondsToSend(1e12, BY_DAY, undefined, at("21:59:00"))).toBeUndefined();
  expect(secondsToSend(1e6, BY_DAY, undefined, at("21:00:00"))).toBeCloseTo(1.6);
});
