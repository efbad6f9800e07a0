import { expect, test } from "vitest";
import { orderSheets } from "../../../src/annotate/sheets/order-sheets.ts";

const at = Date.UTC(2026, 3, 24, 20);
const order = (...files: readonly (readonly [name: string, seconds: number])[]) =>
  orderSheets(
    files.map(([name, seconds]) => ({
      path: `/d/${name}`,
      relativePath: name,
      sizeBytes: 1,
      mtimeMs: at + seconds * 1000,
    })),
  ).map(({ relativePath }) => relativePath);

test("the newest sheet counts most, whatever it is called", () => {
  expect(order(["Day012 corrected.csv", 0], ["Day012.csv", 60], ["A.csv", 3600])).toEqual([
    "Day012 corrected.csv",
    "Day012.csv",
    "A.csv",
  ]);
});

test("sheets of one time count by name, as people count", () => {
  expect(order(["s_v10.csv", 1], ["s_v2.csv", 2], ["s.csv", 2.5])).toEqual([
    "s.csv",
    "s_v2.csv",
    "s_v10.csv",
  ]);
  expect(order(["Day012 corrected.csv", 0], ["Day012.csv", 0])).toEqual([
    "Day012.csv",
    "Day012 corrected.csv",
  ]);
  expect(order(["b/Day 9.ale", 0], ["a/Day 10.csv", 0])).toEqual(["b/Day 9.ale", "a/Day 10.csv"]);
});
