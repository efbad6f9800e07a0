import { expect, test } from "vitest";
import { writableTimecode } from "../../src/domain/proxy-timecode.ts";

test.each([
  ["01:00:59;28", [30000, 1001], "01:00:59;28"],
  ["1:2:3:4", [25, 1], "01:02:03:04"],
  ["01:00:00;02", [25, 1], "01:00:00:02"],
  ["01:00:00;02", [24000, 1001], "01:00:00:02"],
  ["01:00:00:25", [25, 1], undefined],
  ["01:00:00:100", [120, 1], "01:00:00:100"],
  [undefined, [25, 1], undefined],
] as const)("the label %s at %j is written as %s", (text, [num, den], expected) => {
  expect(writableTimecode(text, { num, den })).toBe(expected);
});
