import { describe, expect, test } from "vitest";
import { chooseProxyRate, expectedFrames } from "../../src/domain/proxy-rate.ts";
import { videoFacts } from "../support/media-facts.ts";

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
