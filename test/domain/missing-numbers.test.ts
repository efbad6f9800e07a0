import { expect, test } from "vitest";
import { findMissingNumbers } from "../../src/domain/missing-numbers.ts";

const arri = (...clips: string[]) => clips.map((clip) => `${clip}_261120_R1AA`);

test("numbers between the lowest and the highest of a roll are missing", () => {
  expect(findMissingNumbers(arri("A001C005", "A001C001", "A001C002"))).toEqual([
    { roll: "A001", numbers: ["C003", "C004"] },
  ]);
  expect(findMissingNumbers(["A001_C001_1120XY_001", "A001_C003_1120AB_001"])).toEqual([
    { roll: "A001", numbers: ["C002"] },
  ]);
});

test("rolls count by themselves, and what came before the first is not known", () => {
  expect(findMissingNumbers(arri("A001C004", "A001C005", "A002C001", "B001C009"))).toEqual([]);
});

test("names without a roll tell nothing", () => {
  expect(findMissingNumbers(["take 1", "take 3", "C0001", "C0003"])).toEqual([]);
});
