import { expect, test } from "vitest";
import { readFilter } from "../../src/commands/filter-clips.ts";
import type { RemoteClip } from "../../src/domain/delivery.ts";

const CLIPS: readonly RemoteClip[] = [
  { name: "A001C001_260422_R3CK", metadata: { circled: true, reelName: "A001R3CK" } },
  { name: "A001C002_260422_R3CK", metadata: { date: "20260423", circled: false } },
  { name: "A0011C001", metadata: { reelName: "A0011" } },
  { name: "B001C001_260422_R1BB", metadata: { date: "20260422" } },
  { name: "x", metadata: { reelName: "a001" } },
];

const found = (flags: Record<string, unknown>) => {
  const filter = readFilter(flags);
  return CLIPS.filter((clip) => filter?.(clip) ?? true).map(({ name }) => name);
};

test("a day is the service's date, else the name's", () => {
  expect(found({ day: "2026-04-22" })).toEqual(["A001C001_260422_R3CK", "B001C001_260422_R1BB"]);
  expect(found({ day: "20260423" })).toEqual(["A001C002_260422_R3CK"]);
  for (const day of ["yesterday", "2026-02-30", "260422", ""])
    expect(() => readFilter({ day })).toThrow(/is not a day/);
});

test("a roll is the reel or the roll of the name, in any case, and no longer one", () => {
  expect(found({ roll: "A001" })).toEqual(["A001C001_260422_R3CK", "A001C002_260422_R3CK", "x"]);
  expect(found({ roll: "a0011" })).toEqual(["A0011C001"]);
});

test("filters add up; none lets all pass", () => {
  expect(found({ roll: "A001", circled: true })).toEqual(["A001C001_260422_R3CK"]);
  expect(found({})).toHaveLength(CLIPS.length);
});
