// Rules about colour: range, tags and HDR.
import { z } from "zod";
import type { VideoFacts } from "../../domain/media-facts.ts";
import { ruleAboutVideo } from "../define-rule.ts";
import { eitherWord } from "../fact-words.ts";
import type { Rule } from "../rule.ts";

export const VIDEO_COLOUR_RULES: readonly Rule[] = [
  ruleAboutVideo(
    "video.range",
    z.strictObject({ ranges: z.array(z.string()).min(1), fullRangePixelFormats: z.array(z.string()) }),
    ({ colorRange, pixelFormat }, params) => {
      const isFullFormat = pixelFormat !== undefined && params.fullRangePixelFormats.includes(pixelFormat);
      if (!isFullFormat && (colorRange === undefined || params.ranges.includes(colorRange))) return [];
      return [
        {
          message: "The video is full range; players show it crushed or milky.",
          actual: isFullFormat ? `full range (${pixelFormat})` : (colorRange ?? "unknown"),
          expected: `${eitherWord(params.ranges)} range`,
        },
      ];
    },
  ),

  ruleAboutVideo("video.colorTags", z.strictObject({ tag: z.string() }), (video, { tag }) => {
    const tags = [video.colorPrimaries, video.colorTransfer, video.colorMatrix];
    if (tags.every((value) => value === tag)) return [];
    const isOther = tags.some((value) => value !== undefined && value !== tag);
    const message = isOther
      ? `The colour is not tagged ${tag} throughout, so players show it each in their own way.`
      : `The colour is not tagged, so players have to guess; ${tag} is meant.`;
    return [
      {
        message,
        actual: tags.map((value) => value ?? "untagged").join("/"),
        expected: `${tag}/${tag}/${tag}`,
        fix: !isOther && canBeTagged(video) ? "remux" : "encode",
      },
    ];
  }),

  ruleAboutVideo(
    "video.noHdr",
    z.strictObject({ hdrTransfers: z.array(z.string()) }),
    ({ colorTransfer, isDolbyVision }, params) => {
      const isHdr = colorTransfer !== undefined && params.hdrTransfers.includes(colorTransfer);
      if (!isHdr && !isDolbyVision) return [];
      const actual = isDolbyVision ? "Dolby Vision" : colorTransfer === "smpte2084" ? "PQ" : "HLG";
      const message = `The video is HDR (${actual}); on screens without HDR it looks grey.`;
      return [{ message, actual, expected: "SDR" }];
    },
  ),
];

/**
 * Tags can be written into an H.264 stream without touching the picture. That is right only where the pixels
 * are BT.709 already: players take untagged pictures of fewer than 720 lines for BT.601.
 */
function canBeTagged({ codec, pixelFormat, colorMatrix, height }: VideoFacts): boolean {
  return codec === "h264" && pixelFormat === "yuv420p" && (colorMatrix !== undefined || height >= 720);
}
