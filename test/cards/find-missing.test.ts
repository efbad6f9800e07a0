import { expect, test } from "vitest";
import { findLonger } from "../../src/cards/find-missing.ts";

const named = [
  { name: "Clip/C0001.MXF", seconds: 30, source: "MEDIAPRO.XML" },
  { name: "C0002", seconds: undefined, source: "A001_AVID.ale" },
];

test.each([
  ["C0001", 2, "MEDIAPRO.XML"],
  ["c0001", 26, "MEDIAPRO.XML"],
  ["C0001", 29, undefined],
  ["C0001", 30, undefined],
  ["C0002", 1, undefined],
  ["C0003", 1, undefined],
])("%s of %s s is much shorter than %s says", (name, seconds, source) => {
  expect(findLonger(named, { name, seconds })?.source).toBe(source);
});
