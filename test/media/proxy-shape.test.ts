import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { displaySize } from "../../src/media/display-size.ts";
import { chooseH264Level } from "../../src/media/h264-level.ts";
import { fitProxySize } from "../../src/media/proxy-size.ts";

const HD = { maxWidth: 1920, maxHeight: 1080 };

describe("the size of a proxy", () => {
  test.each([
    ["UHD", 3840, 2160, 1920, 1080],
    ["2.39", 4096, 1716, 1920, 804],
    ["smaller than the box", 1280, 720, 1280, 720],
    ["a phone held upright", 2160, 3840, 1080, 1920],
    ["a phone held upright, smaller than the box", 720, 1280, 720, 1280],
    ["a phone held upright, just as large", 1080, 1920, 1080, 1920],
    ["a scope picture on its side", 1716, 4096, 804, 1920],
    ["a square", 2000, 2000, 1080, 1080],
    ["anamorphic, desqueezed", 5760, 2160, 1920, 720],
    ["4:3", 2880, 2160, 1440, 1080],
  ])("of %s", (_, displayWidth, displayHeight, width, height) => {
    expect(fitProxySize({ displayWidth, displayHeight }, HD)).toEqual({ width, height });
  });

  test("is even, never larger, and never beyond the box", () => {
    const side = fc.integer({ min: 1, max: 10_000 }).map((half) => half * 2);
    fc.assert(
      fc.property(side, side, (displayWidth, displayHeight) => {
        const { width, height } = fitProxySize({ displayWidth, displayHeight }, HD);
        expect([width % 2, height % 2]).toEqual([0, 0]);
        expect(width).toBeLessThanOrEqual(displayWidth);
        expect(height).toBeLessThanOrEqual(displayHeight);
        expect(Math.max(width, height)).toBeLessThanOrEqual(1920);
        expect(Math.min(width, height)).toBeLessThanOrEqual(1080);
        expect(Math.min(width, height)).toBeGreaterThanOrEqual(2);
      }),
    );
  });
});

test("a picture that fits either way is left as it is, standing or lying", () => {
  const side = fc.integer({ min: 1, max: 540 }).map((half) => half * 2);
  fc.assert(
    fc.property(side, side, (width, height) => {
      expect(fitProxySize({ displayWidth: width, displayHeight: height }, HD)).toEqual({ width, height });
    }),
  );
});

test.each([
  [1920, 1080, undefined, 0, 1920, 1080],
  [1440, 1080, { num: 4, den: 3 }, 0, 1920, 1080],
  [2880, 2160, { num: 2, den: 1 }, 0, 5760, 2160],
  [1920, 1080, { num: 3201, den: 3200 }, 0, 1920, 1080],
  [1920, 1080, { num: 1280, den: 1281 }, 0, 1920, 1080],
  [1921, 1081, undefined, 0, 1920, 1080],
  [1920, 1080, undefined, 90, 1080, 1920],
  [1440, 1080, { num: 4, den: 3 }, 270, 1080, 1920],
])("%ix%i with aspect %j turned by %i is seen as %ix%i", (width, height, aspect, turned, wide, high) => {
  expect(displaySize(width, height, aspect, turned)).toEqual({ displayWidth: wide, displayHeight: high });
});

test.each([
  [1920, 1080, 24, "4.1"],
  [1920, 1080, 30, "4.1"],
  [1920, 1080, 50, "4.2"],
  [1920, 1080, 60, "4.2"],
  [1920, 1080, 120, "5.1"],
  [3840, 2160, 24, "5.1"],
  [3840, 2160, 60, "5.2"],
  [7680, 4320, 60, "6.1"],
])("%ix%i at %i fps needs level %s", (width, height, num, level) => {
  expect(chooseH264Level({ width, height }, { num, den: 1 })).toBe(level);
});
