import { expect, test } from "vitest";
import { lostRows } from "../../../src/metadata/match/lost-rows.ts";
import type { MetadataRow } from "../../../src/metadata/understand-sheet.ts";

const row = (given: Partial<MetadataRow>): MetadataRow => ({
  sheet: "/day.csv",
  line: 2,
  kind: "picture",
  names: ["A020C001"],
  metadata: { scene: "22", take: "1" },
  origin: new Map(),
  ...given,
});
const clips = [{ name: "A001C001", date: "20260424" }];

test("a sheet of which no row finds a clip is lost", () => {
  const rows = [row({}), row({ line: 3 })];
  expect(lostRows(rows, rows, clips)).toEqual(rows);
});

test("a row beside others that found theirs is no loss", () => {
  const rows = [row({}), row({ line: 3 })];
  expect(lostRows(rows, [rows[1]!], clips)).toEqual([]);
  const other = row({ sheet: "/other.csv" });
  expect(lostRows([...rows, other], [rows[1]!, other], clips)).toEqual([other]);
});

test.each<[string, Partial<MetadataRow>]>([
  ["a wild track", { metadata: { scene: "22", take: "WT1" } }],
  ["a wild track in words", { metadata: { description: "Wild track, rain" } }],
  ["room tone", { metadata: { scene: "22/RT" } }],
  ["another day", { date: "20260420" }],
])("%s is not a loss", (_, given) => {
  const rows = [row(given)];
  expect(lostRows(rows, rows, clips)).toEqual([]);
});

test("the night after is no other day", () => {
  const rows = [row({ date: "20260425" })];
  expect(lostRows(rows, rows, clips)).toEqual(rows);
});
