import { expect, test } from "vitest";
import type { MediaFacts, VideoFacts } from "../../src/domain/media-facts.ts";
import { factsToMetadata, nameToMetadata } from "../../src/metadata/clip-facts.ts";

const facts = (given: Partial<MediaFacts>): MediaFacts => ({
  sizeBytes: 1000,
  container: {
    formatName: "mov,mp4,m4a,3gp,3g2,mj2",
    durationSeconds: 10,
    bitRate: undefined,
    moovBeforeMdat: true,
    isFragmented: false,
    majorBrand: "isom",
  },
  video: undefined,
  videoStreamCount: 1,
  audio: [],
  timecode: undefined,
  reelName: undefined,
  recordedDate: undefined,
  cameraModel: "ILME-FX3",
  createdMs: undefined,
  complaints: [],
  decodeErrors: undefined,
  ...given,
});
const video = (num: number, den: number) => ({ frameRate: { num, den }, durationSeconds: 10 }) as VideoFacts;
const clip = { camera: "A", roll: "A001", date: "20240426" };
const bare = { camera: undefined, roll: undefined, date: undefined };

test("the name gives camera, roll and day", () => {
  expect(nameToMetadata(clip)).toEqual({ camera: "A", reelName: "A001", date: "20240426" });
  expect(nameToMetadata(bare)).toEqual({});
});

test("the file gives timecode, rate and reel, and wins over the name; the day is the name's", () => {
  const given = facts({
    timecode: "1:00:00;00",
    video: video(30000, 1001),
    reelName: "A001R1AA",
    recordedDate: "20240427",
  });
  expect(factsToMetadata(given, clip)).toEqual({
    camera: "A",
    reelName: "A001R1AA",
    date: "20240426",
    timecode: "01:00:00;00",
    fps: 29.97,
  });
});

test.each([
  ["drop-frame where there is none", "01:00:00;02", 25, 1, "01:00:00:02"],
  ["frames that do not exist", "01:00:00:25", 25, 1, undefined],
])("a label with %s arrives as the file that goes up carries it", (_, timecode, num, den, sent) => {
  expect(factsToMetadata(facts({ timecode, video: video(num, den) }), bare).timecode).toBe(sent);
});

test("a phone's clip and its proxy have one rate", () => {
  const phone = {
    ...video(120, 1),
    isConstantRate: false,
    averageFrameRate: { num: 600, den: 19 },
  } as VideoFacts;
  const proxy = { ...video(30, 1), isConstantRate: true } as VideoFacts;
  expect(factsToMetadata(facts({ video: phone }), bare)).toEqual(
    factsToMetadata(facts({ video: proxy }), bare),
  );
});

test("a file that knows nothing gives nothing: no zero timecode, no size, no duration", () => {
  expect(factsToMetadata(facts({}), bare)).toEqual({});
  expect(factsToMetadata(facts({ timecode: "nonsense", reelName: " ", recordedDate: "2024" }), bare)).toEqual(
    {},
  );
});
