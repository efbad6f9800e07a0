import { expect, test } from "vitest";
import { mergeFacts } from "../../src/media/merge-facts.ts";
import { isRemuxable } from "../../src/spec/remux-fit.ts";
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

test("what one part hides or has in fields is so of the whole, which no remux shows as it is", () => {
  const whole = part("/a.mp4", { video: videoFacts({ hidesPictures: false, isFieldCoded: false }) });
  const cut = part("/b.mp4", { video: videoFacts({ hidesPictures: true }) });
  const fields = part("/c.mp4", { video: videoFacts({ isFieldCoded: true }) });
  const [withCut, withFields] = [mergeFacts([whole, cut]), mergeFacts([whole, fields])];
  expect(withCut.video).toMatchObject({ hidesPictures: true, isFieldCoded: false });
  expect(withFields.video).toMatchObject({ hidesPictures: false, isFieldCoded: true });
  expect([withCut, withFields, mergeFacts([whole, whole])].map(isRemuxable)).toEqual([false, false, true]);
});

test("what each part tells of people and places is told once", () => {
  const place = { kind: "position", where: "©xyz" } as const;
  const serial = { kind: "serial", where: "com.apple.quicktime.serial" } as const;
  const parts = [part("/a.mp4", { personal: [place] }), part("/b.mp4", { personal: [place, serial] })];
  expect(mergeFacts(parts).personal).toEqual([place, serial]);
});
