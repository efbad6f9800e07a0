// Rules about how the picture is coded.
import { z } from "zod";
import { ruleAboutVideo } from "../define-rule.ts";
import { codecWord, eitherWord } from "../fact-words.ts";
import { isLargerThan1080p } from "../picture-size.ts";
import type { Rule } from "../rule.ts";

const levelWord = (level: number) => (level / 10).toFixed(1);

export const VIDEO_CODEC_RULES: readonly Rule[] = [
  ruleAboutVideo(
    "video.codec",
    z.strictObject({ codecs: z.array(z.string()).min(1) }),
    ({ codec }, params) => {
      if (codec !== undefined && params.codecs.includes(codec)) return [];
      const expected = eitherWord(params.codecs.map(codecWord));
      if (codec === undefined) {
        const message = `The video's codec is not known; o/DAILIES plays ${expected} only.`;
        return [{ message, actual: "unknown", expected, fix: "none" }];
      }
      const actual = codecWord(codec);
      return [{ message: `The video is ${actual}; o/DAILIES plays ${expected} only.`, actual, expected }];
    },
  ),

  ruleAboutVideo(
    "video.profile",
    z.strictObject({ profiles: z.array(z.string()).min(1) }),
    ({ codec, profile }, params) => {
      if (codec !== "h264" || profile === undefined || params.profiles.includes(profile)) return [];
      const expected = eitherWord(params.profiles);
      const message = `The video is H.264 ${profile}, which browsers and phones do not decode.`;
      return [{ message, actual: profile, expected }];
    },
  ),

  ruleAboutVideo("video.profileHigh", z.strictObject({ profile: z.string() }), ({ codec, profile }, params) =>
    codec !== "h264" || profile === undefined || profile === params.profile
      ? []
      : [
          {
            message: `The video is H.264 ${profile}; ${params.profile} looks better at the same bit rate.`,
            actual: profile,
            expected: params.profile,
          },
        ],
  ),

  ruleAboutVideo(
    "video.level",
    z.strictObject({ max: z.int().positive(), maxAbove1080p: z.int().positive() }),
    (video, params) => {
      const max = isLargerThan1080p(video) ? params.maxAbove1080p : params.max;
      if (video.codec !== "h264" || video.level === undefined || video.level <= max) return [];
      const actual = levelWord(video.level);
      const message = `The video is H.264 level ${actual}; phones and tablets may not decode it smoothly.`;
      return [{ message, actual, expected: `${levelWord(max)} at most` }];
    },
  ),
];
