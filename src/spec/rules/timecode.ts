// Rules about timecode.
import { NO_PARAMS, ruleAboutFacts } from "../define-rule.ts";
import type { Rule } from "../rule.ts";

export const TIMECODE_RULES: readonly Rule[] = [
  ruleAboutFacts("tc.present", NO_PARAMS, ({ timecode }) =>
    timecode === undefined
      ? [
          {
            message: "The file carries no timecode; editorial cannot relink by it.",
            actual: "no timecode",
            expected: "a start timecode",
          },
        ]
      : [],
  ),
];
