import { expect, test } from "vitest";
import {
  formatOf,
  later,
  rateOf,
  readTimecode,
  sameMoment,
  writeTimecode,
} from "../../../src/destinations/catdv/timecode.ts";

const rate = (num: number, den = 1) => ({ num, den });

test.each([
  ["01:00:00:00", rate(24_000, 1001), { fmt: 2398, secs: 3603.6 }],
  ["01:00:00:00", rate(24), { fmt: 24, secs: 3600 }],
  ["10:00:00:12", rate(25), { fmt: 25, secs: 36_000.48 }],
  ["01:00:00:00", rate(30_000, 1001), { fmt: 3000, secs: 3603.6 }],
  ["01:00:00;00", rate(30_000, 1001), { fmt: 2997, secs: 3599.9964 }],
  ["00:00:01:00", rate(60_000, 1001), { fmt: 6000, secs: 1.001 }],
  ["00:01:00;04", rate(60_000, 1001), { fmt: 5994, secs: 60.06 }],
  // Drop-frame where there is none is counted without.
  ["00:00:10;00", rate(25), { fmt: 25, secs: 10 }],
  // CatDV has no format for it.
  ["00:00:10:00", rate(48), { fmt: 100, secs: 10 }],
])("%s at %o is %o", (label, at, wire) => {
  expect(writeTimecode(label, at)).toEqual(wire);
});

test.each([
  ["01:00:00:00", rate(24_000, 1001)],
  ["23:59:59:24", rate(25)],
  ["10:09:59;29", rate(30_000, 1001)],
  ["10:09:59:29", rate(30_000, 1001)],
  ["04:01:00;04", rate(60_000, 1001)],
])("%s at %o comes back as it went", (label, at) => {
  expect(readTimecode(writeTimecode(label, at) ?? { fmt: 0, secs: 0 })).toBe(label);
});

test("seconds count, whatever CatDV says of frames and text", () => {
  const wire = { fmt: 25, secs: 3600.04, frm: 7, txt: "09:09:09:09" };
  expect(readTimecode(wire)).toBe("01:00:00:01");
});

test("a format that counts no frames has no label, and no rate of its own", () => {
  expect(readTimecode({ fmt: 100, secs: 3600 })).toBeUndefined();
  expect(rateOf(100, 48)).toEqual(rate(48));
  expect(rateOf(100, undefined)).toBeUndefined();
  expect(rateOf(2997, 25)).toEqual(rate(30_000, 1001));
});

test("what is no timecode is none, and a rate alone has a format", () => {
  expect(writeTimecode("größe", rate(25))).toBeUndefined();
  expect(writeTimecode(undefined, rate(25))).toBeUndefined();
  expect(formatOf(rate(30_000, 1001))).toBe(3000);
  expect(formatOf(rate(60))).toBe(60);
});

test("moments are compared by what they mean", () => {
  const at = { fmt: 2398, secs: 3603.6 };
  expect(sameMoment(at, { fmt: 2398, secs: 3603.600_001 })).toBe(true);
  expect(sameMoment(at, { fmt: 24, secs: 3603.6 })).toBe(false);
  expect(sameMoment(at, later(at, 0.042))).toBe(false);
  expect(sameMoment(at, undefined)).toBe(false);
});
