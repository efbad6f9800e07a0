// Rules about rates: frames per second, constant or not, and bits per second.
import { z } from "zod";
import { displayFps } from "../../domain/frame-rate.ts";
import type { MediaFacts, VideoFacts } from "../../domain/media-facts.ts";
import { sameRational, toNumber } from "../../domain/rational.ts";
import { ruleAboutVideo } from "../define-rule.ts";
import { bitRateWord } from "../fact-words.ts";
import { shortSide } from "../picture-size.ts";
import type { Rule } from "../rule.ts";

const rate = z.number().positive();
const bitRateClass = z.strictObject({ name: z.string(), minShortSide: z.number(), min: rate, max: rate });

export const VIDEO_RATE_RULES: readonly Rule[] = [
  ruleAboutVideo(
    "video.fpsKnown",
    z.strictObject({ rates: z.array(rate).min(1), tolerance: z.number().nonnegative() }),
    (video, { rates, tolerance }) => {
      const { frameRate } = video;
      if (isVariable(video, tolerance)) return [];
      const expected = `one of ${rates.join(", ")} fps`;
      if (frameRate === undefined) {
        return [{ message: "The video's frame rate is not known.", actual: "unknown", expected }];
      }
      const fps = toNumber(frameRate);
      if (rates.some((known) => Math.abs(fps / known - 1) <= tolerance)) return [];
      const actual = `${displayFps(frameRate)} fps`;
      return [
        { message: `The video runs at ${actual}, for which no timecode count exists.`, actual, expected },
      ];
    },
  ),

  ruleAboutVideo(
    "video.cfr",
    z.strictObject({ tolerance: z.number().nonnegative() }),
    (video, { tolerance }) => {
      if (!isVariable(video, tolerance)) return [];
      const average = video.averageFrameRate;
      return [
        {
          message: "The video's frame rate varies; timecode and sound would drift from the picture.",
          actual: average === undefined ? "variable" : `variable, ${displayFps(average)} fps on average`,
          expected: "constant",
        },
      ];
    },
  ),

  ruleAboutVideo(
    "video.bitrate",
    z.strictObject({ classes: z.array(bitRateClass).min(1) }),
    (video, { classes }, facts) => {
      const bitRate = bitRateOf(facts);
      const size = classes.find(({ minShortSide }) => shortSide(video) >= minShortSide);
      if (bitRate === undefined || size === undefined) return [];
      const actual = bitRateWord(bitRate);
      const expected = `${bitRateWord(size.min)} to ${bitRateWord(size.max)}`;
      if (bitRate > size.max) {
        return [
          { message: `The video has ${actual}: much for ${size.name} over a network.`, actual, expected },
        ];
      }
      if (bitRate < size.min) {
        const message = `The video has ${actual}: little for ${size.name}, so detail may be lost.`;
        return [{ message, actual, expected, fix: "none" }];
      }
      return [];
    },
  ),

  ruleAboutVideo("video.bitrateMax", z.strictObject({ max: rate }), (_video, { max }, facts) => {
    const bitRate = bitRateOf(facts);
    if (bitRate === undefined || bitRate <= max) return [];
    const actual = bitRateWord(bitRate);
    const message = `The video has ${actual}: this is a camera or editorial file, not one for viewing.`;
    return [{ message, actual, expected: `${bitRateWord(max)} at most` }];
  }),
];

/**
 * Frame durations decide where they are known; rates of the header only where they are not, since
 * `r_frame_rate` is ffprobe's guess.
 */
function isVariable(video: VideoFacts, tolerance: number): boolean {
  if (video.isConstantRate !== undefined) return !video.isConstantRate;
  const { frameRate, averageFrameRate } = video;
  return (
    frameRate !== undefined &&
    averageFrameRate !== undefined &&
    !sameRational(frameRate, averageFrameRate, tolerance)
  );
}

/** The first picture is a whole one: of less than this, its size says nothing about a rate. */
const SHORTEST_FOR_A_RATE_S = 0.1;

/** Bits per second; undefined where it is not known, and of a file too short to have a rate. */
function bitRateOf(facts: MediaFacts): number | undefined {
  const { durationSeconds } = facts.container;
  if (durationSeconds !== undefined && durationSeconds < SHORTEST_FOR_A_RATE_S) return undefined;
  return facts.video?.bitRate ?? facts.container.bitRate;
}
