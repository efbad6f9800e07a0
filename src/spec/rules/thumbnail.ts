// Rules about a supplied thumbnail. They never touch the verdict on a video file.
import { z } from "zod";
import { NO_PARAMS, ruleAboutThumbnail } from "../define-rule.ts";
import { tellsPersonal } from "../tells-personal.ts";
import type { Rule, Violation } from "../rule.ts";

export const THUMBNAIL_RULES: readonly Rule[] = [
  ruleAboutThumbnail(
    "thumb.jpg",
    z.strictObject({
      maxBytes: z.int().positive(),
      minWidth: z.int().positive(),
      channels: z.int().positive(),
    }),
    (thumbnail, params) => {
      if (!thumbnail.isJpeg) {
        const message = "The thumbnail is not a JPEG picture, whatever its name says.";
        return [{ message, actual: "not a JPEG", expected: "JPEG" }];
      }
      if (thumbnail.isWhole === false) {
        const message = "The thumbnail breaks off: its end is missing.";
        return [{ message, actual: "cut off", expected: "a whole picture" }];
      }
      const violations: Violation[] = [];
      const { trailingBytes = 0 } = thumbnail;
      if (trailingBytes > 0) {
        const actual = `${trailingBytes} bytes behind the picture`;
        violations.push({
          message: `The thumbnail goes on behind the end of its picture (${trailingBytes} bytes).`,
          actual,
          expected: "a picture and nothing else",
        });
      }
      if (thumbnail.sizeBytes > params.maxBytes) {
        const actual = megabytes(thumbnail.sizeBytes);
        const message = `The thumbnail is ${actual} in size.`;
        violations.push({ message, actual, expected: `${megabytes(params.maxBytes)} at most` });
      }
      if (thumbnail.width !== undefined && thumbnail.width < params.minWidth) {
        const actual = `${thumbnail.width} pixels`;
        const message = `The thumbnail is ${actual} wide.`;
        violations.push({ message, actual, expected: `${params.minWidth} at least` });
      }
      if (thumbnail.channels !== undefined && thumbnail.channels !== params.channels) {
        const actual = `${thumbnail.channels} channels`;
        const message = `The thumbnail has ${actual}; browsers expect a plain colour picture.`;
        violations.push({ message, actual, expected: String(params.channels) });
      }
      return violations;
    },
  ),

  ruleAboutThumbnail("thumb.privacy", NO_PARAMS, ({ personal = [] }) => {
    const violation = tellsPersonal("thumbnail", personal);
    return violation ? [violation] : [];
  }),
];

function megabytes(bytes: number): string {
  return `${Number((bytes / 1e6).toFixed(1))} MB`;
}
