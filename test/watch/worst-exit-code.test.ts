import { expect, test } from "vitest";
import { worstExitCode } from "../../src/watch/worst-exit-code.ts";

test.each([
  [[], 0],
  [[0, 0], 0],
  [[0, 5], 5],
  [[5, 4, 5], 4],
  [[4, 3], 3],
  [[41, 4, 5], 41],
])("%j → %i", (codes, worst) => {
  expect(worstExitCode(codes)).toBe(worst);
});
