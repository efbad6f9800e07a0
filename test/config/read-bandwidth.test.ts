import { expect, test } from "vitest";
import { readBandwidth } from "../../src/config/read-bandwidth.ts";

const allDay = (bitsPerSecond: number | undefined) => [{ fromMinute: 0, toMinute: 1440, bitsPerSecond }];

test.each([
  ["20M", 20e6],
  ["500k", 500e3],
  ["1.5G", 1.5e9],
  ["20Mbit/s", 20e6],
  ["20 Mbps", 20e6],
  ["20m", 20e6],
  ["off", undefined],
])("%s all day is %s bits per second", (text, bitsPerSecond) => {
  expect(readBandwidth(text)).toEqual({ schedule: allDay(bitsPerSecond) });
});

test("a schedule that crosses midnight covers the day", () => {
  expect(readBandwidth("08:00-22:00=5M, 22:00-8:00=off")).toEqual({
    schedule: [
      { fromMinute: 480, toMinute: 1320, bitsPerSecond: 5e6 },
      { fromMinute: 1320, toMinute: 1440, bitsPerSecond: undefined },
      { fromMinute: 0, toMinute: 480, bitsPerSecond: undefined },
    ],
  });
});

test("24:00 and 00:00 both end the day", () => {
  const evening = [{ fromMinute: 1320, toMinute: 1440, bitsPerSecond: 5e6 }];
  expect(readBandwidth("22:00-24:00=5M")).toEqual({ schedule: evening });
  expect(readBandwidth("22:00-00:00=5M")).toEqual({ schedule: evening });
});

test.each([
  ["20", '"20" is not a rate'],
  ["", '"" is not a rate'],
  ["0", '"0" is not a rate'],
  ["-5M", '"-5M" is not a rate'],
  ["fast", '"fast" is not a rate'],
  ["20MB/s", '"20MB/s" counts bytes; write 160M'],
  ["2.5MiB", '"2.5MiB" counts bytes; write 20M'],
  ["20Mpx", '"20Mpx" has a unit that is not known'],
  ["1k", '"1k" is less than 8k'],
  ["08:00-22:00=5M,22:00-08:00", '"22:00-08:00" is not a piece'],
  ["08:00-22:00=5M,20M", '"20M" is not a piece'],
  ["08:00-22:00=", '"" is not a rate'],
  ["25:00-26:00=5M", '"25:00" in "25:00-26:00=5M" is not a time'],
  ["24:00-08:00=5M", '"24:00" in "24:00-08:00=5M" is not a time'],
  ["08:00-08:60=5M", '"08:60" in "08:00-08:60=5M" is not a time'],
  ["8-22=5M", '"8" in "8-22=5M" is not a time'],
  ["08:00-08:00=5M", '"08:00-08:00=5M" begins and ends at the same time'],
  ["08:00-22:00=5M,21:00-23:00=1M", '"21:00-23:00=1M" and "08:00-22:00=5M" speak of the same hours'],
  ["22:00-06:00=5M,05:00-07:00=1M", '"05:00-07:00=1M" and "22:00-06:00=5M" speak of the same hours'],
])("%s: %s", (text, problem) => {
  expect(readBandwidth(text)).toEqual({ problem: expect.stringContaining(problem) });
});
