import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  allowsDropFrame,
  formatTimecode,
  framesOfDay,
  framesToTimecode,
  parseTimecode,
  sameTimecode,
  timecodeToFrames,
} from "../../src/domain/timecode.ts";

const rate = (num: number, den = 1) => ({ num, den });
const R2997 = rate(30000, 1001);
const R5994 = rate(60000, 1001);
const frames = (text: string, fps: { num: number; den: number }) =>
  timecodeToFrames(parseTimecode(text)!, fps);

describe("timecode", () => {
  test.each([
    [rate(25), false, 2_160_000],
    [R2997, false, 2_592_000],
    [R2997, true, 2_589_408],
    [R5994, true, 5_178_816],
  ])("a day at %o, drop-frame %s, has %i frames", (fps, dropFrame, count) => {
    expect(framesOfDay(fps, dropFrame)).toBe(count);
    expect(formatTimecode(framesToTimecode(count, fps, dropFrame))).toMatch(/^00:00:00[:;]00$/);
  });

  test.each([
    ["00:00:59;29", R2997, 1799],
    ["00:01:00;02", R2997, 1800],
    ["00:02:00;02", R2997, 3598],
    ["00:09:59;29", R2997, 17981],
    ["00:10:00;00", R2997, 17982],
    ["01:00:00;00", R2997, 107892],
    ["10:00:00;00", R2997, 1078920],
    ["23:59:59;29", R2997, 2589407],
    ["00:01:00;04", R5994, 3600],
    ["00:10:00;00", R5994, 35964],
    ["01:00:00;00", R5994, 215784],
    ["23:59:59;59", R5994, 5178815],
    ["01:00:00:00", rate(24000, 1001), 86400],
    ["12:39:59:00", rate(24000, 1001), 1094376],
  ])("%s is frame %#", (text, fps, expected) => {
    expect(frames(text, fps)).toBe(expected);
    expect(formatTimecode(framesToTimecode(expected, fps, text.includes(";")))).toBe(text);
  });

  test("a label that drop-frame leaves out counts as the next that exists", () => {
    expect(frames("00:01:00;00", R2997)).toBe(1800);
    expect(frames("00:10:00;00", R2997)).toBe(17982);
  });

  test("every frame of the day survives the way there and back", () => {
    fc.assert(
      fc.property(fc.nat(2_589_407), fc.boolean(), (n, dropFrame) => {
        expect(timecodeToFrames(framesToTimecode(n, R2997, dropFrame), R2997)).toBe(n);
      }),
    );
  });

  test.each([
    ["1:2:3:4", "01:02:03:04"],
    ["01;02;03;04", "01:02:03;04"],
    ["01:02:03.04", "01:02:03;04"],
    ["01020304", "01:02:03:04"],
    ["01:00:59:100", "01:00:59:100"],
  ])("reads %s as %s", (text, expected) => {
    expect(formatTimecode(parseTimecode(text)!)).toBe(expected);
  });

  test.each(["", "24:00:00:00", "10:00:00", "00:60:00:00", "ab:cd:ef:gh"])("%s is no timecode", (text) => {
    expect(parseTimecode(text)).toBeUndefined();
  });

  test("drop-frame exists for multiples of 29.97 only", () => {
    expect(allowsDropFrame(R2997)).toBe(true);
    expect(allowsDropFrame(R5994)).toBe(true);
    expect(allowsDropFrame(rate(30))).toBe(false);
    expect(allowsDropFrame(rate(24000, 1001))).toBe(false);
  });

  test("the drop-frame flag is part of the label", () => {
    expect(sameTimecode("01:00:00:00", "01:00:00;00")).toBe(false);
    expect(sameTimecode("1:0:0;0", "01:00:00;00")).toBe(true);
  });
});
