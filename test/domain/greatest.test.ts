import { expect, test } from "vitest";
import { greatest } from "../../src/domain/greatest.ts";

test("is the greatest, and the least that may be where there is none", () => {
  expect(greatest([3, 7, 5])).toBe(7);
  expect(greatest([])).toBe(0);
  expect(greatest([-3], -10)).toBe(-3);
});

test("takes as many as there are", () => {
  const many = Array.from({ length: 1_000_000 }, (_, index) => index);
  expect(greatest(many)).toBe(999_999);
});
