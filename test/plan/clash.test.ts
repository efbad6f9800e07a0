import { expect, test } from "vitest";
import type { FoundClip } from "../../src/domain/clip.ts";
import type { Scan } from "../../src/domain/scan.ts";
import { findClashes } from "../../src/plan/clash.ts";

function scanOf(card: string, ...names: readonly string[]): Scan {
  const clips = names.map((name) => ({
    name,
    card: { root: `/${card}`, name: card },
    graded: { path: `/${card}/${name}.mp4`, relativePath: `${name}.mp4`, sizeBytes: 1, mtimeMs: 0 },
  })) as unknown as readonly FoundClip[];
  return {
    card: { root: `/${card}`, name: card },
    clips,
    clashes: [],
    leftOut: [],
    sheets: [],
  } as unknown as Scan;
}

test("clips of two cards that a person or a disk takes for one name are a clash, whatever tells them apart", () => {
  const composed = "Szene_\u00dcber_001";
  const cards = [
    scanOf("one", "C0001", "c0002", composed, "C0004"),
    scanOf("two", "C0001", "C0002", composed.normalize("NFD").toLowerCase(), "C0005"),
    scanOf("three", composed.normalize("NFD")),
  ];
  const { clips, clashes } = findClashes(cards);
  expect(clips.map(({ name }) => name)).toEqual(["C0004", "C0005"]);
  expect(clashes.map(({ name, kind, files }) => [name, kind, files.length])).toEqual([
    ["C0001", "duplicate", 2],
    ["c0002", "case", 2],
    [composed, "case", 3],
  ]);
});

test("two Unicode forms of one name on two cards are said as such", () => {
  const composed = "Szene_\u00dcber_001";
  const { clips, clashes } = findClashes([scanOf("one", composed), scanOf("two", composed.normalize("NFD"))]);
  expect(clips).toEqual([]);
  expect(clashes).toMatchObject([{ name: composed, kind: "normalisation" }]);
});
