import { describe, expect, test } from "vitest";
import { hasSameContent, isAbandoned, judgeQuiet, type Look, see } from "../../src/watch/settle.ts";

const LOOK: Look = { sizeBytes: 100, mtimeMs: 5000, ctimeMs: 5000, birthtimeMs: 5000, device: 1, inode: 7 };
const AT_TEN = { nowMs: 10_000, settleMs: 4000, hold: undefined, finishedMs: undefined };

describe("see", () => {
  test("keeps since when a file looks as it does", () => {
    const first = see(undefined, LOOK, 1000);
    expect(see(first, { ...LOOK }, 9000)).toBe(first);
  });

  test.each([
    ["size", { sizeBytes: 101 }],
    ["mtime", { mtimeMs: 5001 }],
    ["ctime alone, as a file that is written and dated back has it", { ctimeMs: 5001 }],
    ["inode, as a file that was replaced by a rename has it", { inode: 8 }],
  ])("begins anew with another %s", (_, change) => {
    const first = see(undefined, LOOK, 1000);
    expect(see(first, { ...LOOK, ...change }, 9000)).toMatchObject({ firstMs: 1000, sinceMs: 9000 });
  });
});

describe("judgeQuiet", () => {
  test.each<[string, { since: number; first?: number; hold?: string; size?: number; done?: number }, string]>(
    [
      ["left alone for long enough", { since: 6000 }, "ready"],
      ["left alone for not long enough", { since: 6001 }, "settling"],
      ["changed a moment ago", { since: 9000, first: 1000 }, "changing"],
      ["held by its copier", { since: 0, hold: "x.part beside it is not finished." }, "held"],
      ["empty", { since: 0, size: 0 }, "empty"],
      ["said to be finished after its last change", { since: 8000, done: 8500 }, "ready"],
      ["changed after it was said to be finished", { since: 8000, done: 7000 }, "settling"],
      ["said to be finished a moment ago", { since: 9500, done: 9500 }, "settling"],
    ],
  )("of a file %s", (_, { since, first = since, hold, size = 100, done }, expected) => {
    const seen = { look: { ...LOOK, sizeBytes: size }, firstMs: first, sinceMs: since };
    const wait = judgeQuiet(seen, { ...AT_TEN, hold, finishedMs: done });
    expect(wait?.kind ?? "ready").toBe(expected);
  });

  test("says how long is still to wait", () => {
    const seen = { look: LOOK, firstMs: 7000, sinceMs: 7000 };
    expect(judgeQuiet(seen, AT_TEN)?.reason).toBe("It has been quiet for 3 of 4 s.");
  });
});

describe("isAbandoned", () => {
  const now = { nowMs: 10_000, wallMs: 1_000_000, patienceMs: 5000 };

  test.each([
    ["watched for long without a change", { sinceMs: 5000, mtimeMs: 999_999, ctimeMs: 999_999 }, true],
    ["old by both of its own times", { sinceMs: 9999, mtimeMs: 1, ctimeMs: 990_000 }, true],
    ["dated back only now", { sinceMs: 9999, mtimeMs: 1, ctimeMs: 999_000 }, false],
    ["dated into the future", { sinceMs: 9999, mtimeMs: 2_000_000, ctimeMs: 990_000 }, false],
  ])("a file %s: %j → %s", (_, { sinceMs, mtimeMs, ctimeMs }, expected) => {
    const seen = { look: { ...LOOK, mtimeMs, ctimeMs }, firstMs: sinceMs, sinceMs };
    expect(isAbandoned(seen, now)).toBe(expected);
  });
});

test("a chmod or a second link is no other content", () => {
  expect(hasSameContent(LOOK, { ...LOOK, ctimeMs: 9, inode: 9 })).toBe(true);
  expect(hasSameContent(LOOK, { ...LOOK, mtimeMs: 9 })).toBe(false);
});
