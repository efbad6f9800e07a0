// Rules about the picture: pixels, size, shape, orientation, fields.
import { z } from "zod";
import { formatRational, toNumber } from "../../domain/rational.ts";
import { ruleAboutVideo, NO_PARAMS } from "../define-rule.ts";
import { eitherWord } from "../fact-words.ts";
import { longSide, shortSide } from "../picture-size.ts";
import type { Rule } from "../rule.ts";

const pixels = z.int().positive();

export const VIDEO_PICTURE_RULES: readonly Rule[] = [
  ruleAboutVideo(
    "video.pixFmt",
    z.strictObject({ pixelFormats: z.array(z.string()).min(1) }),
    ({ pixelFormat }, params) => {
      if (pixelFormat !== undefined && params.pixelFormats.includes(pixelFormat)) return [];
      const expected = eitherWord(params.pixelFormats);
      const message =
        pixelFormat === undefined
          ? "The video's pixel format cannot be read; browsers show 8-bit 4:2:0 only."
          : `The video's pixels are ${pixelFormat}; browsers show 8-bit 4:2:0 only.`;
      return [{ message, actual: pixelFormat ?? "unknown", expected }];
    },
  ),

  ruleAboutVideo(
    "video.size",
    z.strictObject({ maxLongSide: pixels, maxShortSide: pixels, minShortSide: pixels }),
    (video, params) => {
      const actual = `${video.displayWidth}x${video.displayHeight}`;
      if (longSide(video) > params.maxLongSide || shortSide(video) > params.maxShortSide) {
        const expected = `${params.maxLongSide}x${params.maxShortSide} at most`;
        return [{ message: `The picture is ${actual}: large for viewing over a network.`, actual, expected }];
      }
      if (shortSide(video) < params.minShortSide) {
        const expected = `a shorter side of ${params.minShortSide} at least`;
        return [
          { message: `The picture is ${actual}: small for judging it.`, actual, expected, fix: "none" },
        ];
      }
      return [];
    },
  ),

  ruleAboutVideo("video.even", NO_PARAMS, ({ width, height }) =>
    width % 2 === 0 && height % 2 === 0
      ? []
      : [
          {
            message: `The picture is ${width}x${height}; 4:2:0 needs an even width and height.`,
            actual: `${width}x${height}`,
            expected: "even width and height",
          },
        ],
  ),

  ruleAboutVideo(
    "video.sar",
    z.strictObject({ tolerance: z.number().nonnegative() }),
    ({ sampleAspect }, { tolerance }) => {
      if (sampleAspect === undefined || Math.abs(toNumber(sampleAspect) - 1) <= tolerance) return [];
      const actual = formatRational(sampleAspect).replace("/", ":");
      const message = `The pixels are not square (${actual}); browsers ignore that and show the picture squeezed.`;
      return [{ message, actual, expected: "1:1" }];
    },
  ),

  ruleAboutVideo("video.rotation", NO_PARAMS, ({ rotation }) =>
    rotation === 0
      ? []
      : [
          {
            message: `The picture is stored turned by ${rotation} degrees, which not every player undoes.`,
            actual: `${rotation} degrees`,
            expected: "upright",
          },
        ],
  ),

  ruleAboutVideo("video.progressive", NO_PARAMS, ({ fieldOrder }) =>
    fieldOrder === undefined || fieldOrder === "progressive"
      ? []
      : [
          {
            message: "The video is interlaced; browsers show its two fields as combs.",
            actual: `interlaced (${fieldOrder})`,
            expected: "progressive",
          },
        ],
  ),
];
