import { expect, test } from "vitest";
import { mergeFacts } from "../../src/media/merge-facts.ts";
import { audioFacts, mediaFacts, videoFacts } from "../support/media-facts.ts";

const part = (path: string, changes: Parameters<typeof mediaFacts>[0]) => ({
  path,
  facts: mediaFacts(changes),
});

test("lengths, frames and bytes add up; the worst of the rest counts", () => {
  const first = part("/a.mp4", {
    sizeBytes: 10,
    video: videoFacts({ durationSeconds: 10, frameCount: 240, bitRate: 5, maxKeyframeDistanceSeconds: 1 }),
    audio: [audioFacts({ durationSeconds: 10.02, bitRate: 1 })],
    timecode: "01:00:00:00",
    complaints: ["odd"],
  });
  const second = part("/b.mp4", {
    sizeBytes: 5,
    video: videoFacts({ durationSeconds: 5, frameCount: 120, bitRate: 9, maxKeyframeDistanceSeconds: 4 }),
    audio: [audioFacts({ durationSeconds: 5.01, bitRate: 2 })],
    timecode: "01:00:10:00",
    complaints: ["odd", "odder"],
    decodeErrors: ["broken"],
  });
  const merged = mergeFacts([first, second]);
  expect(merged).toMatchObject({
    sizeBytes: 15,
    container: { durationSeconds: 20 },
    video: { durationSeconds: 15, frameCount: 360, bitRate: 9, maxKeyframeDistanceSeconds: 4 },
    audio: [{ bitRate: 2 }],
    timecode: "01:00:00:00",
    complaints: ["odd", "odder"],
    decodeErrors: ["broken"],
    parts: [
      { path: "/a.mp4", seconds: 10 },
      { path: "/b.mp4", seconds: 5 },
    ],
  });
  expect(merged.audio[0]!.durationSeconds).toBeCloseTo(15.03, 6);
});

test("what is not known of one is not known of all, and one uneven rate makes all uneven", () => {
  const known = part("/a.mp4", { video: videoFacts({ frameCount: 240, isConstantRate: true }) });
  const unknown = part("/b.mp4", { video: videoFacts({ frameCount: undefined, isConstantRate: undefined }) });
  const uneven = part("/c.mp4", { video: videoFacts({ isConstantRate: false }) });
  expect(mergeFacts([known, unknown]).video).toMatchObject({
    frameCount: undefined,
    isConstantRate: undefined,
  });
  expect(mergeFacts([known, unknown, uneven]).video).toMatchObject({ isConstantRate: false });
  expect(mergeFacts([known, known])).toMatchObject({
    decodeErrors: undefined,
    video: { isConstantRate: true },
  });
});
