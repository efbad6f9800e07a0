// Rules about the file as a whole: is it there, whole, readable, and may it be called that?
import { z } from "zod";
import type { MediaFacts } from "../../domain/media-facts.ts";
import { NO_PARAMS, ruleAboutFacts, ruleAboutFile } from "../define-rule.ts";
import { quotedLine } from "../fact-words.ts";
import { isPattern } from "../is-pattern.ts";
import type { Rule, Violation } from "../rule.ts";

const READABLE = "a complete video that ffprobe reads";

export const FILE_RULES: readonly Rule[] = [
  ruleAboutFile("file.nonEmpty", NO_PARAMS, (file) =>
    file.sizeBytes === 0 || file.problem?.code === "empty"
      ? [{ message: "The file is empty.", actual: "0 bytes", expected: "more than 0 bytes" }]
      : [],
  ),

  ruleAboutFile("file.probe", z.strictObject({ brokenComplaints: z.array(z.string()) }), (file, params) => {
    if (file.problem?.code === "empty") return [];
    if (file.problem) {
      const { code, message, needs } = file.problem;
      const actual = needs === undefined ? code.replace("_", " ") : `only ${needs} reads it`;
      return [{ message, actual, expected: READABLE }];
    }
    return file.facts ? unusable(file.facts, params.brokenComplaints) : [];
  }),

  ruleAboutFacts("file.decodeEnds", NO_PARAMS, ({ decodeErrors }) => {
    const first = decodeErrors?.[0];
    if (decodeErrors === undefined || first === undefined) return [];
    return [
      {
        message: `The file does not decode cleanly: ${quotedLine(first)}.`,
        actual: `${decodeErrors.length} decode error${decodeErrors.length === 1 ? "" : "s"}`,
        expected: "none",
      },
    ];
  }),

  ruleAboutFile(
    "file.name",
    z.strictObject({
      maxLength: z.int().positive(),
      forbiddenCharacters: z.string(),
      forbiddenPrefixes: z.array(z.string()),
    }),
    ({ clipName }, params) => {
      const actual = JSON.stringify(clipName);
      const forbidden = Array.from(clipName).find(
        (character) => params.forbiddenCharacters.includes(character) || /\p{Cc}/u.test(character),
      );
      const prefix = params.forbiddenPrefixes.find((start) => clipName.startsWith(start));
      const length = Array.from(clipName).length;
      const violations: Violation[] = [];
      if (clipName !== clipName.normalize("NFC")) {
        const message = "The clip's name is not composed Unicode (NFC), so it would not match its metadata.";
        violations.push({ message, actual, expected: "a name in Unicode NFC" });
      }
      if (forbidden !== undefined) {
        const message = `The clip's name holds the character ${JSON.stringify(forbidden)}, which not every system can store.`;
        violations.push({ message, actual, expected: `none of ${params.forbiddenCharacters}` });
      }
      if (prefix !== undefined) {
        const message = `The clip's name begins with ${JSON.stringify(prefix)}, as macOS names its hidden companion files.`;
        violations.push({ message, actual, expected: `a name that does not begin with ${prefix}` });
      }
      if (length > params.maxLength) {
        const message = `The clip's name is ${length} characters long.`;
        violations.push({
          message,
          actual: `${length} characters`,
          expected: `${params.maxLength} at most`,
        });
      }
      if (length === 0) {
        violations.push({ message: "The clip has no name.", actual, expected: "at least one character" });
      }
      return violations;
    },
  ),

  ruleAboutFile(
    "file.nameLegal",
    z.strictObject({ pattern: z.string().refine(isPattern, { error: "is not a regular expression" }) }),
    ({ clipName }, params) =>
      new RegExp(params.pattern, "u").test(clipName)
        ? []
        : [
            {
              message:
                "The clip's name holds more than plain letters, digits, dot, dash and underscore; sheets often fail to match it.",
              actual: JSON.stringify(clipName),
              expected: `a name that matches ${params.pattern}`,
            },
          ],
  ),
];

/** ffprobe exits 0 on files that cannot be played; these are the signs of them. */
function unusable(facts: MediaFacts, brokenComplaints: readonly string[]): readonly Violation[] {
  const say = (message: string, actual: string) => [{ message, actual, expected: READABLE }];
  const { video } = facts;
  if (!video) return say("The file holds no video.", "no video stream");
  if (video.isEncrypted) return say("The video is encrypted.", "encrypted");
  const complaint = facts.complaints.find((line) => brokenComplaints.some((sign) => line.includes(sign)));
  if (complaint !== undefined) {
    return say(`The file is not complete; ffprobe says: ${quotedLine(complaint)}.`, quotedLine(complaint));
  }
  if (video.width <= 0 || video.height <= 0) {
    return say("The video has no picture size.", `${video.width}x${video.height}`);
  }
  const durationSeconds = video.durationSeconds ?? facts.container.durationSeconds;
  if (durationSeconds === undefined || durationSeconds <= 0) {
    return say("The video has no duration: it holds no pictures or was never finished.", "no duration");
  }
  return [];
}
