// Rules about the container: what a browser needs to start and seek.
import { extname } from "node:path";
import { z } from "zod";
import { NO_PARAMS, ruleAboutFacts } from "../define-rule.ts";
import type { Rule } from "../rule.ts";

export const CONTAINER_RULES: readonly Rule[] = [
  ruleAboutFacts(
    "container.mp4",
    z.strictObject({ extension: z.string(), format: z.string() }),
    ({ container }, params, { fileName }) => {
      const extension = extname(fileName).toLowerCase();
      const isFormat = container.formatName.split(",").includes(params.format);
      if (extension === params.extension && isFormat) return [];
      const expected = params.extension;
      if (!isFormat) {
        const actual = container.formatName;
        return [{ message: `The container is ${actual}; only ${expected} is accepted.`, actual, expected }];
      }
      const kind = extension === "" ? "has no extension" : `is a ${extension} file`;
      return [
        {
          message: `The file ${kind}; only ${expected} is accepted.`,
          actual: extension || "no extension",
          expected,
        },
      ];
    },
  ),

  ruleAboutFacts("container.fastStart", NO_PARAMS, ({ container }) =>
    container.moovBeforeMdat === false
      ? [
          {
            message:
              "The index comes after the media, so a browser must load the whole file before it plays.",
            actual: "moov after mdat",
            expected: "moov before mdat",
          },
        ]
      : [],
  ),

  ruleAboutFacts("container.fragmented", NO_PARAMS, ({ container }) =>
    container.isFragmented === true
      ? [
          {
            message:
              "The file is fragmented; players misread the duration of such files and seek badly in them.",
            actual: "fragmented",
            expected: "one index for the whole file",
          },
        ]
      : [],
  ),

  ruleAboutFacts("container.videoTracks", NO_PARAMS, ({ videoStreamCount }) =>
    videoStreamCount > 1
      ? [
          {
            message: `The file holds ${videoStreamCount} video tracks; a player may show the wrong one.`,
            actual: `${videoStreamCount} video tracks`,
            expected: "1 video track",
          },
        ]
      : [],
  ),
];
