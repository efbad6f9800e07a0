import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { displaySize } from "../../src/media/display-size.ts";
import { chooseH264Level } from "../../src/media/h264-level.ts";
import { chooseProxyRate, expectedFrames } from "../../src/media/proxy-rate.ts";
import { fitProxySize } from "../../src/media/proxy-size.ts";
import { writableTimecode } from "../../src/media/proxy-timecode.ts";
import { videoFacts } from "../support/media-facts.ts";

const HD = { maxWidth: 1920, maxHeight: 1080 };

describe("the size of a proxy", () => {
  test.each([
    ["UHD", 3840, 2160, 1920, 1080],
    ["2.39", 4096, 1716, 1920, 804],
    ["smaller than the box", 1280, 720, 1280, 720],
    ["a phone held upright", 2160, 3840, 608, 1080],
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
        expect(width).toBeLessThanOrEqual(Math.min(1920, displayWidth));
        expect(height).toBeLessThanOrEqual(Math.min(1080, displayHeight));
        expect(Math.min(width, height)).toBeGreaterThanOrEqual(2);
      }),
    );
  });
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

describe("the rate of a proxy", () => {
  test.each([
    ["constant: its own", true, [24000, 1001], [24000, 1001], "24000/1001"],
    ["constant and unusual: its own", true, [25, 2], [25, 2], "25/2"],
    ["a phone's: what it aimed at", false, [30, 1], [2991, 100], "30/1"],
    ["25 with holes", false, [25, 1], [275, 16], "25/1"],
    ["a base that is none: nearest to the average", false, [90000, 1], [2991, 100], "30000/1001"],
    ["a screen grab", false, [600, 1], [59, 1], "60000/1001"],
  ] as const)("%s", (_, isConstantRate, rate, average, expected) => {
    const video = videoFacts({
      isConstantRate,
      frameRate: { num: rate[0], den: rate[1] },
      averageFrameRate: { num: average[0], den: average[1] },
    });
    const chosen = chooseProxyRate(video);
    expect(`${chosen?.num}/${chosen?.den}`).toBe(expected);
  });

  test("a variable one is expected to fill its length", () => {
    const video = videoFacts({ isConstantRate: false, frameCount: 11, durationSeconds: 2 });
    expect(expectedFrames(video, { num: 30, den: 1 })).toBe(60);
  });
});

test.each([
  ["01:00:59;28", [30000, 1001], "01:00:59;28"],
  ["1:2:3:4", [25, 1], "01:02:03:04"],
  ["01:00:00;02", [25, 1], "01:00:00:02"],
  ["01:00:00;02", [24000, 1001], "01:00:00:02"],
  ["01:00:00:25", [25, 1], undefined],
  ["01:00:00:100", [120, 1], "01:00:00:100"],
  [undefined, [25, 1], undefined],
] as const)("the label %s at %j is written as %s", (text, [num, den], expected) => {
  expect(writableTimecode(text, { num, den })).toBe(expected);
});
