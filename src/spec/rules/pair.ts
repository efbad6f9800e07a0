// Rules about the LOG file of a clip beside its graded file. They speak of the LOG file only: the graded file
// defines the clip, so it never waits for its LOG file.
import { extname } from "node:path";
import { z } from "zod";
import { displayFps } from "../../domain/frame-rate.ts";
import type { MediaFacts, VideoFacts } from "../../domain/media-facts.ts";
import { sameRational, toNumber } from "../../domain/rational.ts";
import { sameTimecode } from "../../domain/timecode.ts";
import { NO_PARAMS, ruleAboutFile, ruleAboutPair } from "../define-rule.ts";
import { isPattern } from "../is-pattern.ts";
import type { Rule, Violation } from "../rule.ts";

/** 24 and 24000/1001 differ by 0.1 %, so what tells rates apart has to be finer. */
const RATE_TOLERANCE = 0.0002;

export const PAIR_RULES: readonly Rule[] = [
  ruleAboutPair(
    "pair.log",
    z.strictObject({ variantSuffix: z.string().refine(isPattern, { error: "is not a regular expression" }) }),
    (log, graded, params) => {
      const expected = clipPartOf(graded.fileName, params.variantSuffix);
      const actual = clipPartOf(log.fileName, params.variantSuffix);
      if (actual === expected) return [];
      const message = `The LOG file ${log.fileName} and the graded file ${graded.fileName} do not carry the same clip name.`;
      return [{ message, actual, expected }];
    },
  ),

  ruleAboutFile("pair.logHasGraded", NO_PARAMS, ({ pair }) =>
    pair !== undefined && pair.graded === undefined
      ? [
          {
            message:
              "There is no graded file beside this LOG file; the clip shows up once a graded one is there.",
            actual: "LOG only",
            expected: "a graded file of the same name",
          },
        ]
      : [],
  ),

  ruleAboutPair("pair.gradedAccepted", NO_PARAMS, (_log, graded) =>
    graded.verdict === "reject"
      ? [
          {
            message:
              "The graded file of this clip is not accepted, and without it the LOG file has no clip to belong to.",
            actual: "graded file rejected",
            expected: "graded file accepted",
          },
        ]
      : [],
  ),

  ruleAboutPair(
    "pair.frames",
    z.strictObject({ maxDifference: z.int().nonnegative() }),
    (log, graded, { maxDifference }) =>
      log.facts && graded.facts ? differences(log.facts, graded.facts, maxDifference) : [],
  ),

  ruleAboutPair(
    "pair.frameRounding",
    z.strictObject({ maxDifference: z.int().nonnegative() }),
    ({ facts }, graded, { maxDifference }) => {
      const log = facts?.video?.frameCount;
      const partner = graded.facts?.video?.frameCount;
      if (log === undefined || partner === undefined) return [];
      const difference = Math.abs(log - partner);
      if (difference === 0 || difference > maxDifference) return [];
      const message = `The LOG file has ${framesWord(log)}, the graded file ${partner}: one of them was rounded.`;
      return [{ message, actual: framesWord(log), expected: framesWord(partner) }];
    },
  ),
];

function differences(log: MediaFacts, graded: MediaFacts, maxDifference: number): readonly Violation[] {
  const violations: Violation[] = [];
  const logRate = log.video?.frameRate;
  const gradedRate = graded.video?.frameRate;
  if (logRate && gradedRate && !sameRational(logRate, gradedRate, RATE_TOLERANCE)) {
    const actual = `${displayFps(logRate)} fps`;
    const expected = `${displayFps(gradedRate)} fps`;
    const message = `The LOG file runs at ${actual}, the graded file at ${expected}: not the same take or a wrong render setting.`;
    violations.push({ message, actual, expected });
  }
  const logFrames = framesOf(log.video);
  const gradedFrames = framesOf(graded.video);
  if (logFrames !== undefined && gradedFrames !== undefined) {
    if (Math.abs(logFrames - gradedFrames) > maxDifference) {
      const message = `The LOG file has ${framesWord(logFrames)}, the graded file ${gradedFrames}: not the same take.`;
      violations.push({ message, actual: framesWord(logFrames), expected: framesWord(gradedFrames) });
    }
  }
  if (log.timecode !== undefined && graded.timecode !== undefined) {
    if (!sameTimecode(log.timecode, graded.timecode)) {
      const message = `The LOG file starts at ${log.timecode}, the graded file at ${graded.timecode}: not the same take.`;
      violations.push({ message, actual: log.timecode, expected: graded.timecode });
    }
  }
  return violations;
}

/** Counted, or worked out from the duration where counting would take a decode. */
function framesOf(video: VideoFacts | undefined): number | undefined {
  if (video?.frameCount !== undefined) return video.frameCount;
  if (video?.frameRate === undefined || video.durationSeconds === undefined) return undefined;
  return Math.round(video.durationSeconds * toNumber(video.frameRate));
}

function framesWord(count: number): string {
  return `${count} frame${count === 1 ? "" : "s"}`;
}

/** `A001C001_LOG.mov` → `A001C001`: without extension and without the endings by which tools mark a variant. */
function clipPartOf(fileName: string, variantSuffix: string): string {
  const ending = new RegExp(`^(.+?)[_\\-. ]+(?:${variantSuffix})$`, "iu");
  let name = fileName.slice(0, fileName.length - extname(fileName).length).normalize("NFC");
  for (let match = ending.exec(name); match; match = ending.exec(name)) name = match[1] ?? "";
  return name;
}
