import { expect, test } from "vitest";
import { planSentence } from "../../src/render/plan-sentence.ts";

const plan = { type: "upload-planned", files: 118, bytes: 43e9, filesToMake: 0, bytesOf: new Map() } as const;
const estimate = { seconds: 17_200, bitsPerSecond: 20e6, by: "limit" } as const;

test.each([
  [{ ...plan, estimate }, "To send: 43 GB in 118 files, about 4.8 h at 20 Mbit/s (--bwlimit)."],
  [plan, "To send: 43 GB in 118 files."],
  [
    { ...plan, filesToMake: 12, estimate: { seconds: 400, bitsPerSecond: 9.34e6, by: "measured" } as const },
    "To send: 43 GB in 118 files, about 7 min at 9.3 Mbit/s (as measured before); 12 more files to be made first.",
  ],
  [{ ...plan, files: 0, bytes: 0, filesToMake: 1 }, "To send: 1 file, to be made first."],
])("%#", (event, sentence) => {
  expect(planSentence(event)).toBe(sentence);
});
