import { describe, expect, test } from "vitest";
import type { MediaFacts, VideoFacts } from "../../../src/domain/media-facts.ts";
import { findBreak } from "../../../src/plan/spans/find-break.ts";
import { audioFacts, mediaFacts, videoFacts } from "../../support/media-facts.ts";

const NTSC = { num: 30_000, den: 1001 };

function facts(
  timecode: string | undefined,
  changes: Partial<MediaFacts> = {},
  video: Partial<VideoFacts> = {},
) {
  const tenSeconds = { frameCount: 250, durationSeconds: 10, isConstantRate: true };
  const rate = { num: 25, den: 1 };
  return mediaFacts({
    timecode,
    video: videoFacts({ frameRate: rate, averageFrameRate: rate, ...tenSeconds, ...video }),
    ...changes,
  });
}

test.each([
  ["01:00:00:00", "01:00:10:00", true],
  ["01:00:00:00", "01:00:10:01", true],
  ["01:00:00:00", "01:00:09:24", true],
  ["01:00:00:00", "01:00:10:02", false],
  ["01:00:00:00", "01:00:09:23", false],
  ["01:00:00:00", "01:00:00:00", false],
  ["23:59:55:00", "00:00:05:00", true],
  ["00:00:00:00", "00:00:10:00", true],
])("from %s on, 250 frames later, %s continues: %s", (before, next, isProof) => {
  const found = findBreak(facts(before), facts(next), "numbers");
  if (isProof) expect(found).toBeUndefined();
  else expect(found).toContain(next);
});

test("drop-frame labels are counted as frames", () => {
  const minute = { frameRate: NTSC, averageFrameRate: NTSC, frameCount: 1800, durationSeconds: 60.06 };
  const at = (timecode: string) => facts(timecode, {}, minute);
  expect(findBreak(at("01:00:00;00"), at("01:01:00;02"), "numbers")).toBeUndefined();
  expect(findBreak(at("01:00:00;00"), at("01:01:00;04"), "numbers")).toContain("01:01:00;02 would continue");
  expect(findBreak(at("01:00:00;00"), at("01:01:00:00"), "numbers")).toContain("another way");
  const last = facts("23:59:00;02", {}, { ...minute, frameCount: 1798 });
  expect(findBreak(last, at("00:00:00;00"), "numbers")).toBeUndefined();
});

describe("files of another kind are no continuation", () => {
  test.each<[string, Partial<MediaFacts>, Partial<VideoFacts>]>([
    ["codec", {}, { codec: "hevc" }],
    ["profile", {}, { profile: "Main" }],
    ["picture size", {}, { width: 1280 }],
    ["pixel format", {}, { pixelFormat: "yuv422p10le" }],
    ["frame rate", {}, { frameRate: { num: 24, den: 1 } }],
    ["frame rate", {}, { isConstantRate: false }],
    ["rotation", {}, { rotation: 90 }],
    ["tracks", {}, { streamIndex: 1 }],
    ["sound", { audio: [audioFacts({ channels: 1 })] }, {}],
    ["sound", { audio: [] }, {}],
    ["sound", { audio: [audioFacts({ streamIndex: 2 })] }, {}],
    ["picture", { video: undefined }, {}],
  ])("%s", (words, changes, video) => {
    expect(findBreak(facts("01:00:00:00"), facts("01:00:10:00", changes, video), "chapters")).toContain(
      words,
    );
  });
});

describe("the clock", () => {
  const at = (createdMs: number | undefined, sizeBytes = 1, timecode?: string) =>
    facts(timecode, { createdMs, sizeBytes });
  const noon = Date.UTC(2026, 10, 21, 12);

  test("proves chapters without timecode behind a file as long as a file can be", () => {
    const full = 4.29e9;
    for (const next of [noon, noon + 10_000, noon + 13_000])
      expect(findBreak(at(noon, full), at(next), "chapters")).toBeUndefined();
    expect(findBreak(at(noon, 1e9), at(noon + 10_000), "chapters")).toContain("timecode");
    expect(findBreak(at(undefined, full), at(noon), "chapters")).toContain("timecode");
    expect(findBreak(at(noon, full), at(noon + 60_000), "chapters")).toContain("another time");
    expect(findBreak(at(noon, full), at(noon + 10_000), "numbers")).toContain("timecode");
    const zero = "00:00:00:00";
    expect(findBreak(at(noon, full, zero), at(noon + 10_000, 1, zero), "chapters")).toBeUndefined();
  });

  test("that disagrees is a break, whatever a timecode that stands still between takes says", () => {
    const before = at(noon, 1, "01:00:00:00");
    expect(findBreak(before, at(noon + 10_000, 1, "01:00:10:00"), "numbers")).toBeUndefined();
    expect(findBreak(before, at(noon + 300_000, 1, "01:00:10:00"), "numbers")).toContain("another time");
  });
});
