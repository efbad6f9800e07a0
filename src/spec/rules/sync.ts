// Rules about picture and sound together.
import { z } from "zod";
import { toNumber } from "../../domain/rational.ts";
import { ruleAboutEachTrack } from "../define-rule.ts";
import { secondsWord } from "../fact-words.ts";
import type { Rule } from "../rule.ts";

export const SYNC_RULES: readonly Rule[] = [
  ruleAboutEachTrack(
    "av.duration",
    z.strictObject({ maxSeconds: z.number().nonnegative(), maxFrames: z.number().nonnegative() }),
    (track, params, label, { video }) => {
      if (video?.durationSeconds === undefined || track.durationSeconds === undefined) return [];
      const frameSeconds = video.frameRate === undefined ? 0 : 1 / toNumber(video.frameRate);
      const limit = Math.max(params.maxSeconds, params.maxFrames * frameSeconds);
      const difference = track.durationSeconds - video.durationSeconds;
      if (Math.abs(difference) <= limit + 1e-6) return [];
      const actual = `${secondsWord(Math.abs(difference))} ${difference < 0 ? "shorter" : "longer"}`;
      return [
        {
          message: `${label} is ${actual} than the picture: it drifts or was cut.`,
          actual,
          expected: `within ${secondsWord(limit)}`,
        },
      ];
    },
  ),

  ruleAboutEachTrack(
    "av.start",
    z.strictObject({ maxSeconds: z.number().nonnegative() }),
    (track, { maxSeconds }, label, { video }) => {
      if (video?.startSeconds === undefined || track.startSeconds === undefined) return [];
      const difference = track.startSeconds - video.startSeconds;
      if (Math.abs(difference) <= maxSeconds + 1e-6) return [];
      const actual = `${secondsWord(Math.abs(difference))} ${difference < 0 ? "before" : "after"} the picture`;
      return [
        {
          message: `${label} starts ${actual}, so lips may be out of sync.`,
          actual,
          expected: `within ${secondsWord(maxSeconds)}`,
        },
      ];
    },
  ),
];
