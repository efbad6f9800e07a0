import { expect, test } from "vitest";
import { hasArrived } from "../../../src/destinations/odailies/has-arrived.ts";

const clip = (fileSize?: number) => ({ name: "A", metadata: fileSize === undefined ? {} : { fileSize } });
const graded = { role: "graded", sizeBytes: 100 } as const;

test.each([
  ["a new clip", undefined, clip(), true],
  ["a new clip of this size", undefined, clip(100), true],
  ["a new clip of another size", undefined, clip(99), false],
  ["no clip", undefined, undefined, false],
  ["a clip that was there", clip(), clip(), false],
  ["a clip whose size has become this one", clip(99), clip(100), true],
  ["a clip that had this size before", clip(100), clip(100), false],
])("%s", (_, before, now, expected) => {
  expect(hasArrived(graded, before, now)).toBe(expected);
});

test("LOG files and thumbnails do not show in a listing", () => {
  expect(hasArrived({ ...graded, role: "log" }, undefined, clip())).toBe(false);
  expect(hasArrived({ ...graded, role: "thumbnail" }, undefined, clip())).toBe(false);
});
