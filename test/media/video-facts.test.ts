import { expect, test } from "vitest";
import { readFfprobeReport } from "../../src/media/ffprobe-report.ts";
import { readVideoFacts } from "../../src/media/video-facts.ts";
import { isRemuxable } from "../../src/spec/remux-fit.ts";
import { mediaFacts } from "../support/media-facts.ts";

const REPORT = {
  streams: [
    {
      ...{ index: 0, codec_type: "video", codec_name: "h264", pix_fmt: "yuv420p", width: 64, height: 64 },
      ...{ r_frame_rate: "25/1", avg_frame_rate: "25/1", nb_frames: "50", duration: "1.000000" },
    },
  ],
};

function factsOf(isShownWhole: boolean, pictureSeconds?: number) {
  const [stream] = readFfprobeReport(JSON.stringify(REPORT))!.streams;
  const picture = {
    ...{ frameCount: 50, isShownWhole, durationSeconds: 2, isConstantRate: true },
    ...{
      frameRate: { num: pictureSeconds ? 50 : 25, den: 1 },
      maxKeyframeDistanceSeconds: 1,
      startsWithKeyframe: true,
    },
  };
  const table = {
    ...{
      trackId: 1,
      handler: "vide",
      name: undefined,
      codecTag: "avc1",
      isEncrypted: false,
      color: undefined,
    },
    ...{ isDolbyVision: false, isSelfContained: true, lastByte: 1000, picture },
  };
  return readVideoFacts({
    ...{ stream: stream!, table, packets: undefined, fieldOrder: "progressive", pictureSeconds },
    formatDurationSeconds: 1,
  });
}

test("an edited track whose packets could not be read is not taken for all that the table holds", () => {
  const video = factsOf(false);
  expect(video).toMatchObject({
    ...{ frameCount: undefined, durationSeconds: 1, isConstantRate: undefined, hidesPictures: true },
    ...{ frameRate: { num: 25, den: 1 }, maxKeyframeDistanceSeconds: undefined },
  });
  expect(isRemuxable(mediaFacts({ video }))).toBe(false);
});

test("a track that is shown whole is what its table says", () => {
  const video = factsOf(true);
  expect(video).toMatchObject({ frameCount: 50, durationSeconds: 2, hidesPictures: false });
  expect(isRemuxable(mediaFacts({ video }))).toBe(true);
});

test("a track of fields whose packets could not be read is not taken for one of twice the rate", () => {
  const video = factsOf(true, 0.04);
  expect(video).toMatchObject({
    ...{ frameCount: undefined, durationSeconds: 1, isConstantRate: undefined, isFieldCoded: true },
    ...{ frameRate: { num: 25, den: 1 }, hidesPictures: false },
  });
});
