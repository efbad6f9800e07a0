// Rules about keyframes: can the viewer start and scrub?
import { z } from "zod";
import { NO_PARAMS, ruleAboutVideo } from "../define-rule.ts";
import { secondsWord } from "../fact-words.ts";
import type { Rule } from "../rule.ts";

const maxDistance = z.strictObject({ maxSeconds: z.number().positive() });

/** 48 frames at 24000/1001 last 2.002 s and still count as a keyframe every 2 s. */
const NTSC_SLACK = 1.001;

function keyframeRule(id: string, consequence: string): Rule {
  return ruleAboutVideo(id, maxDistance, ({ maxKeyframeDistanceSeconds: seconds }, { maxSeconds }) =>
    seconds === undefined || seconds <= maxSeconds * NTSC_SLACK + 1e-6
      ? []
      : [
          {
            message: `The video has stretches of ${secondsWord(seconds)} without a keyframe; ${consequence}.`,
            actual: secondsWord(seconds),
            expected: `${secondsWord(maxSeconds)} at most`,
          },
        ],
  );
}

export const VIDEO_KEYFRAME_RULES: readonly Rule[] = [
  keyframeRule("video.gop", "scrubbing in the browser will be slow"),
  keyframeRule("video.gopMax", "a browser cannot seek in it"),

  ruleAboutVideo("video.startsWithKey", NO_PARAMS, ({ startsWithKeyframe }) =>
    startsWithKeyframe === false
      ? [
          {
            message: "The video does not begin with a keyframe, so its first pictures are grey.",
            actual: "begins between keyframes",
            expected: "begins with a keyframe",
          },
        ]
      : [],
  ),
];
