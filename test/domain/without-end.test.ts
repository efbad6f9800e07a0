import { expect, test } from "vitest";
import { withoutEnd } from "../../src/domain/without-end.ts";

test.each([
  ["https://x/a//", "/", "https://x/a"],
  ["a. b..", ". ", "a. b"],
  ["C:\\proxies\\/", "/\\", "C:\\proxies"],
  ["...", ".", ""],
  ["", ".", ""],
])("%s without %s at its end is %s", (text, signs, left) => {
  expect(withoutEnd(text, signs)).toBe(left);
});
