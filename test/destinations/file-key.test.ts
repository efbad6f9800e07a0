import { expect, test } from "vitest";
import { fileKey } from "../../src/destinations/file-key.ts";

test.each([
  ["graded", "_graded/A001C001.mp4"],
  ["log", "_log/A001C001.mp4"],
  ["thumbnail", "_thumbnails/A001C001.jpg"],
  ["ale", "A001C001.ale"],
] as const)("%s goes to %s", (role, key) => {
  expect(fileKey({ role, clipName: "A001C001" })).toBe(key);
});

test("a name is spelled in one way, however the drive spells it", () => {
  expect(fileKey({ role: "graded", clipName: "Ze\u0301" })).toBe("_graded/Z\u00e9.mp4");
});
