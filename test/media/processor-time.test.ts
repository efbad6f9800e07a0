import { expect, test } from "vitest";
import { readProcessorSeconds, readPsTime, readStat } from "../../src/media/processor-time.ts";

test("the name of a program may hold brackets and spaces", () => {
  const rest = "S 1 2 3 0 -1 4194560 100 0 0 0 150 25 7 9 20 0 1 0 100";
  expect(readStat(`42 (ff (mpeg) 4) ${rest}`)).toBe(1.75);
  expect(readStat("")).toBeUndefined();
});

test.each([
  ["0:01.25", 1.25],
  ["02:03:04", 7384],
  ["1-00:00:01", 86_401],
  ["  3:00\n", 180],
  ["", undefined],
  ["TIME", undefined],
])("ps writes %j", (text, seconds) => {
  expect(readPsTime(text)).toBe(seconds);
});

test.skipIf(process.platform === "win32")("this program has used some", async () => {
  expect(await readProcessorSeconds(process.pid)).toBeGreaterThan(0);
});
