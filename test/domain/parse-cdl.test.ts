import { expect, test } from "vitest";
import { parseCdl } from "../../src/domain/parse-cdl.ts";

const cdlOf = (sop: string, sat?: string) => parseCdl({ sop, sat });

test.each([
  "(1.1 1 .9)(-0.1 0 +0.2)(1 1e0 2.)",
  "(1.1 1 .9) (-0.1 0 +0.2) (1 1e0 2.)",
  "  ( 1.1  1 .9 )\t( -0.1 0 +0.2 )(1 1e0 2.)  ",
  "(1.1, 1, .9)(-0.1, 0, +0.2)(1, 1e0, 2.)",
])("%s", (sop) => {
  expect(cdlOf(sop, "0.9")).toEqual({
    cdl: { slope: [1.1, 1, 0.9], offset: [-0.1, 0, 0.2], power: [1, 1, 2], saturation: 0.9 },
  });
});

test("a missing saturation is 1, and one alone is a correction", () => {
  expect(cdlOf("(1 1 1)(0 0 0)(1 1 1)")).toMatchObject({ cdl: { saturation: 1 } });
  expect(parseCdl({ sat: " 0.8 " })).toMatchObject({ cdl: { slope: [1, 1, 1], saturation: 0.8 } });
});

test("the four groups of a CDL column", () => {
  expect(parseCdl({ cdl: "(1 1 2) (0 0 0) (1 1 1) (0.5)" })).toMatchObject({
    cdl: { slope: [1, 1, 2], saturation: 0.5 },
  });
  expect(parseCdl({ cdl: "(1 1 2)(0 0 0)(1 1 1)" })).toMatchObject({ cdl: { saturation: 1 } });
  expect(parseCdl({ sop: "(3 1 1)(0 0 0)(1 1 1)", cdl: "(1 1 2)(0 0 0)(1 1 1)(0.5)" })).toMatchObject({
    cdl: { slope: [3, 1, 1], saturation: 1 },
  });
});

test.each(["", "  ", "-", "--", "N/A", "n.a.", undefined])("nothing filled in: %j", (text) => {
  expect(parseCdl({ sop: text, sat: text, cdl: text })).toBeUndefined();
});

test.each<[string, string | undefined, RegExp]>([
  ["13:18:25:19", undefined, /"13:18:25:19" is no ASC_SOP, which is written \(s s s\)\(o o o\)\(p p p\)/],
  ["(1 1 1)(0 0 0)", undefined, /is no ASC_SOP/],
  ["(1 1)(0 0 0)(1 1 1)", undefined, /is no ASC_SOP/],
  ["(1 1 1)(0 0 0)(1 1 1)(1)", undefined, /is no ASC_SOP/],
  ["(1 1 1)(0 0 0)(1 1 x)", undefined, /is no ASC_SOP/],
  ["(1,0 1,0 1,0)(0 0 0)(1 1 1)", undefined, /is no ASC_SOP/],
  ["(1 1 1)(0 0 0)(1 1 1)", "13:18:25:19", /is no ASC_SAT, which is one number/],
  ["(-1 1 1)(0 0 0)(1 1 1)", undefined, /its slope is -1, and a slope is 0 or more/],
  ["(1 1 1)(0 0 0)(1 0 1)", undefined, /its power is 0, and a power is more than 0/],
  ["(1 1 1)(0 0 0)(1 1 1)", "-0.1", /its saturation is -0.1/],
  ["(1e999 1 1)(0 0 0)(1 1 1)", undefined, /not finite/],
])("%s with %s is refused in words", (sop, sat, problem) => {
  expect(cdlOf(sop, sat)).toMatchObject({ problem: expect.stringMatching(problem) as string });
});

test("a hostile cell ends at once", () => {
  expect(cdlOf("(".repeat(100_000))).toHaveProperty("problem");
  expect(cdlOf(`(1 1 1)${"()".repeat(50_000)}`)).toHaveProperty("problem");
  expect(cdlOf(`(${" ".repeat(200_000)})`)).toHaveProperty("problem");
});
