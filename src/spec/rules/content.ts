// Rules about what a whole decode shows: pictures and sound that are there, but hold nothing.
import { z } from "zod";
import { ruleAboutContent } from "../define-rule.ts";
import type { Rule } from "../rule.ts";

const maxShare = z.strictObject({ maxShare: z.number().min(0).max(1) });
const percent = (share: number) => `${Math.round(share * 100)} %`;

export const CONTENT_RULES: readonly Rule[] = [
  ruleAboutContent("content.black", maxShare, ({ blackShare }, params) => {
    if (blackShare <= params.maxShare) return [];
    const actual = percent(blackShare);
    const message = `The picture is black for ${actual} of the clip.`;
    return [{ message, actual, expected: `${percent(params.maxShare)} at most` }];
  }),
  ruleAboutContent("content.frozen", maxShare, ({ frozenShare }, params) => {
    if (frozenShare === undefined || frozenShare <= params.maxShare) return [];
    const actual = percent(frozenShare);
    const message = `The picture stands still for ${actual} of the clip.`;
    return [{ message, actual, expected: `${percent(params.maxShare)} at most` }];
  }),
  ruleAboutContent(
    "audio.notSilent",
    z.strictObject({ minPeakDb: z.number().max(0) }),
    ({ sound }, { minPeakDb }) => {
      if (!sound || sound.peakDb >= minPeakDb) return [];
      const actual = `${sound.peakDb.toFixed(1)} dBFS`;
      const message = `There is a sound track, but nothing on it: its loudest sample is at ${actual}.`;
      return [{ message, actual, expected: `${minPeakDb} dBFS at least` }];
    },
  ),
  ruleAboutContent(
    "audio.clipped",
    z.strictObject({ peakDb: z.number().max(0), flatnessDb: z.number().min(0) }),
    ({ sound }, { peakDb, flatnessDb }) => {
      if (!sound || sound.peakDb < peakDb || sound.flatnessDb < flatnessDb) return [];
      const actual = `${sound.peakDb.toFixed(1)} dBFS, flat tops`;
      const message = "The sound is clipped: its tops are cut off at full scale.";
      return [{ message, actual, expected: `peaks below ${peakDb} dBFS, or round ones` }];
    },
  ),
];
