import fc from "fast-check";
import { expect, test } from "vitest";
import { parseShard } from "../../src/domain/shard.ts";
import { takeShard } from "../../src/plan/shard.ts";
import { plannedClip } from "../support/plan-clip.ts";

const clipsOf = (sizes: readonly number[]) =>
  sizes.map((bytes, index) => plannedClip(`A001C${String(index).padStart(3, "0")}`, bytes));
const shards = (sizes: readonly number[], count: number) =>
  Array.from({ length: count }, (_, index) => takeShard(clipsOf(sizes), { index: index + 1, count }));
const namesOf = (clips: readonly { readonly clip: string }[]) => clips.map(({ clip }) => clip);
const bytesOf = (clips: ReturnType<typeof takeShard>) =>
  clips.reduce((sum, { files }) => sum + (files[0]?.source.bytes ?? 0), 0);

const sizes = fc.array(fc.nat(1000), { maxLength: 12 });

test("for every number of parts, each clip is in exactly one of them", () => {
  fc.assert(
    fc.property(sizes, (bytes) => {
      for (let count = 1; count <= bytes.length + 3; count += 1) {
        const names = shards(bytes, count).flatMap(namesOf);
        expect(names.toSorted()).toEqual(namesOf(clipsOf(bytes)));
      }
    }),
  );
});

test("parts are the same in whatever order a host lists the clips, and keep the order of work", () => {
  fc.assert(
    fc.property(sizes, (bytes) => {
      const clips = clipsOf(bytes);
      for (const index of [1, 2, 3]) {
        const here = namesOf(takeShard(clips, { index, count: 3 }));
        const there = namesOf(takeShard(clips.toReversed(), { index, count: 3 }));
        expect(there).toEqual(here.toReversed());
      }
    }),
  );
});

test("the longest go first, each to whoever has least", () => {
  const [first = [], second = []] = shards([10, 70, 30, 40, 50], 2);
  expect(bytesOf(first)).toBe(100);
  expect(bytesOf(second)).toBe(100);
  expect(namesOf(first)).toEqual(["A001C001", "A001C002"]);
});

test("no two parts are further apart than the largest clip", () => {
  fc.assert(
    fc.property(sizes, fc.integer({ min: 1, max: 5 }), (bytes, count) => {
      const loads = shards(bytes, count).map(bytesOf);
      expect(Math.max(...loads) - Math.min(...loads)).toBeLessThanOrEqual(Math.max(0, ...bytes));
    }),
  );
});

test("what is up weighs nothing", () => {
  const [big, ...others] = clipsOf([1000, 10, 10]);
  const [file] = big!.files;
  const up = { ...big!, files: [{ ...file!, action: "up" as const }] };
  const first = takeShard([up, ...others], { index: 1, count: 2 });
  expect(first.filter(({ clip }) => clip !== up.clip)).toHaveLength(1);
});

test("a part is written i/n, from 1 to n", () => {
  expect(parseShard("2/5")).toEqual({ index: 2, count: 5 });
  for (const text of ["0/3", "4/3", "1/0", "1", "a/b", "-1/2", "1/2/3", "1.5/2", ""])
    expect(parseShard(text), text).toBeUndefined();
});
