import { expect, test } from "vitest";
import { nearestClip } from "../../../src/metadata/match/nearest-clip.ts";

const row = (...names: string[]) =>
  ({ sheet: "/s.csv", line: 2, kind: "picture", names, metadata: {}, origin: new Map() }) as const;
const clips = (...names: string[]) => names.map((name) => ({ name }));

test("is the one with the fewest letters to change, in any case", () => {
  const nearest = nearestClip(clips("A001C001_240426_R1AA", "A001C011_240426_R1AA", "B001"));
  expect(nearest(row("a001c01l_240426_r1aa"))).toBe("A001C011_240426_R1AA");
  expect(nearest(row("A001C001_240426_R1AB"))).toBe("A001C001_240426_R1AA");
});

test("is none where half of the name would have to change, or where there is no name", () => {
  const nearest = nearestClip(clips("A001C001_240426_R1AA"));
  expect(nearest(row("C0001"))).toBeUndefined();
  expect(nearest(row())).toBeUndefined();
});

test("is looked for as long as it costs little", () => {
  const names = Array.from({ length: 10_000 }, (_, at) => `A001C${at}_240426_R1AA`);
  const nearest = nearestClip(clips(...names));
  const found = names.map((name) => nearest(row(`${name}X`)));
  expect(found[0]).toBe(names[0]);
  expect(found.filter(Boolean).length).toBeLessThan(100);
});
