import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { pathBelow } from "../../src/files/path-below.ts";

test.each([
  ["A001", ""],
  ["A001/Clip/C0001.MXF", "Clip/C0001.MXF"],
  ["A001/..odd/list.mhl", "..odd/list.mhl"],
  ["A001/...", "..."],
  [".", undefined],
  ["A001b", undefined],
  ["B001/Clip", undefined],
])("%s, seen from A001: %s", (path, below) => {
  expect(pathBelow(resolve("A001"), join(resolve("."), path))).toBe(below);
});
