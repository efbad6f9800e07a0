import fc from "fast-check";
import { expect, test } from "vitest";
import { intervalIndex } from "../../../src/metadata/match/interval-index.ts";

const interval = fc
  .tuple(fc.integer({ min: -50, max: 50 }), fc.integer({ min: 1, max: 100 }))
  .map(([start, length]) => ({ start, end: start + length }));

test("finds what a look at every interval finds", () => {
  fc.assert(
    fc.property(fc.array(interval, { maxLength: 40 }), interval, (given, { start, end }) => {
      const intervals = given.map((one, of) => ({ ...one, of }));
      const found: number[] = [];
      intervalIndex(intervals)(start, end, ({ of }) => found.push(of) > 0);
      const expected = intervals.filter((one) => one.start < end && one.end > start).map(({ of }) => of);
      expect(found.toSorted((a, b) => a - b)).toEqual(expected);
    }),
    { numRuns: 1000 },
  );
});

test("stops when the visitor has had enough", () => {
  const intervals = Array.from({ length: 100 }, (_, of) => ({ start: of, end: of + 10, of }));
  const found: number[] = [];
  intervalIndex(intervals)(0, 100, ({ of }) => found.push(of) < 3);
  expect(found).toEqual([0, 1, 2]);
});
