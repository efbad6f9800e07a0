import { expect, test } from "vitest";
import { quoteAnswer } from "../../src/destinations/quote-answer.ts";

test.each([
  ["Quota exceeded", " It says: Quota exceeded."],
  ["Quota exceeded.", " It says: Quota exceeded."],
  ["Really? ", " It says: Really?"],
  ["Not (yet.)", " It says: Not (yet.)"],
  ["Reason:", " It says: Reason."],
  ["もう一度。", " It says: もう一度。"],
  [" ", ""],
  [undefined, ""],
])("%j ends like a sentence", (words, sentence) => {
  expect(quoteAnswer(words)).toBe(sentence);
});
