// The rule about what a clip tells beside picture, sound and timecode.
import { NO_PARAMS, ruleAboutFacts } from "../define-rule.ts";
import type { Rule } from "../rule.ts";
import { tellsPersonal } from "../tells-personal.ts";

export const PRIVACY_RULES: readonly Rule[] = [
  ruleAboutFacts("file.privacy", NO_PARAMS, ({ personal = [] }) => {
    const violation = tellsPersonal("file", personal);
    return violation ? [violation] : [];
  }),
];
