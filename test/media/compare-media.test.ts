import { describe, expect, test } from "vitest";
import type { MediaFacts, VideoFacts } from "../../src/domain/media-facts.ts";
import { compareMedia } from "../../src/media/compare-media.ts";
import { audioFacts, mediaFacts, videoFacts } from "../support/media-facts.ts";

const withVideo = (video: Partial<VideoFacts>, rest: Partial<MediaFacts> = {}) =>
  mediaFacts({ ...rest, video: videoFacts(video) });

const FILM = { num: 24000, den: 1001 };

const found = (source: MediaFacts, made: MediaFacts, action: "remux" | "encode" = "encode") =>
  compareMedia(source, made, action).map(({ what }) => what);

describe("a made file beside its source", () => {
  test("the same is the same", () => {
    expect(compareMedia(mediaFacts(), mediaFacts(), "encode")).toEqual([]);
    expect(compareMedia(mediaFacts(), mediaFacts(), "remux")).toEqual([]);
  });

  test.each<[string, MediaFacts, MediaFacts]>([
    ["timecode", mediaFacts(), mediaFacts({ timecode: "01:00:00:01" })],
    ["timecode", mediaFacts(), mediaFacts({ timecode: undefined })],
    ["timecode", mediaFacts({ timecode: undefined }), mediaFacts({ timecode: "00:00:00:00" })],
    ["frame rate", mediaFacts(), withVideo({ frameRate: FILM, averageFrameRate: FILM })],
    ["frame rate", mediaFacts(), withVideo({ frameRate: undefined, averageFrameRate: undefined })],
    ["number of frames", mediaFacts(), withVideo({ frameCount: 239 })],
    ["number of frames", mediaFacts(), withVideo({ frameCount: undefined })],
    ["length", mediaFacts(), withVideo({ durationSeconds: 10.1 })],
    ["shape of the picture", mediaFacts(), withVideo({ displayWidth: 1440 })],
    ["sound", mediaFacts(), mediaFacts({ audio: [] })],
    ["sound", mediaFacts({ audio: [] }), mediaFacts()],
    ["picture", mediaFacts(), mediaFacts({ video: undefined })],
  ])("%s is noticed", (what, source, made) => {
    expect(found(source, made)).toEqual([what]);
    expect(found(source, made, "remux")).toEqual([what]);
  });

  test.each<[string, Partial<VideoFacts>]>([
    ["rotation", { rotation: 90 }],
    ["colour", { colorRange: "pc" }],
    ["colour", { colorMatrix: undefined }],
    ["colour", { colorTransfer: "arib-std-b67" }],
  ])("%s counts in an encode, and a copy keeps what it was", (what, video) => {
    expect(found(mediaFacts(), withVideo(video))).toEqual([what]);
    expect(found(withVideo(video), withVideo(video), "remux")).toEqual([]);
  });

  test("drop-frame and non-drop are different labels", () => {
    const rate = { frameRate: { num: 30000, den: 1001 } };
    const source = withVideo(rate, { timecode: "01:00:00;02" });
    const made = withVideo(rate, { timecode: "01:00:00:02" });
    expect(compareMedia(source, made, "encode")).toEqual([
      { what: "timecode", source: "01:00:00;02", made: "01:00:00:02" },
    ]);
  });

  test("a variable rate is held against the length, not the count", () => {
    const phone = {
      isConstantRate: false,
      frameCount: 291,
      frameRate: { num: 30, den: 1 },
      averageFrameRate: { num: 291, den: 10 },
    };
    const made = { frameRate: { num: 30, den: 1 }, frameCount: 300 };
    expect(found(withVideo(phone), withVideo(made))).toEqual([]);
    expect(found(withVideo(phone), withVideo({ ...made, durationSeconds: 9.9 }))).toEqual(["length"]);
  });

  test("a smaller size of the same shape is no difference", () => {
    const uhd = { displayWidth: 4096, displayHeight: 1716 };
    expect(found(withVideo(uhd), withVideo({ displayWidth: 1920, displayHeight: 804 }))).toEqual([]);
  });

  test("a copy whose coarse clock reads as the neighbouring rate is still a copy", () => {
    const average = { averageFrameRate: { num: 72000, den: 2401 } };
    const source = withVideo({ ...average, frameRate: { num: 30, den: 1 } });
    const made = withVideo({ ...average, frameRate: { num: 30000, den: 1001 } });
    expect(found(source, made, "remux")).toEqual([]);
    expect(found(source, made)).toEqual(["frame rate"]);
  });

  test("sound in an unknown format is nothing that could have been carried over", () => {
    const source = mediaFacts({ audio: [audioFacts({ codec: undefined })] });
    expect(found(source, mediaFacts({ audio: [] }))).toEqual([]);
  });

  test("every difference is said in words", () => {
    expect(compareMedia(mediaFacts(), withVideo({ frameCount: 239 }), "encode")).toEqual([
      { what: "number of frames", source: "240 frames", made: "239 frames" },
    ]);
  });
});
