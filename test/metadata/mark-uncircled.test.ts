import { expect, test } from "vitest";
import { understandSheet } from "../../src/metadata/understand-sheet.ts";
import { sheetOf } from "../support/metadata-sheet.ts";

const marks = (columns: readonly string[], ...rows: readonly (readonly string[])[]) =>
  understandSheet(sheetOf(columns, rows)).rows.map(({ metadata, isUncircled }) =>
    isUncircled ? "unmarked" : metadata.circled,
  );

test("an empty cell beside circles is the no of a mark, an unknown word is nothing", () => {
  const rows = ["x", "", "-", "\u00A0", "no", "maybe"].map((cell, at) => [`A001C00${at}`, "22", cell]);
  expect(marks(["Name", "Scene", "Circled"], ...rows)).toEqual([
    true,
    "unmarked",
    "unmarked",
    "unmarked",
    false,
    undefined,
  ]);
});

test("a sheet that marks circles at its takes marks the others as none", () => {
  expect(marks(["Name", "Take"], ["A001C001", "3*"], ["A001C002", "4"])).toEqual([true, "unmarked"]);
  expect(marks(["Name", "Take"], ["A001C001", "3"], ["A001C002", "4"])).toEqual([undefined, undefined]);
});

test("audio tracks of an Avid log tell nothing of the picture", () => {
  const columns = ["Name", "Tracks", "Start", "Scene", "Take", "Lens", "FPS"];
  const row = (tracks: string) => ["A001C001", tracks, "10:00:00:00", "22", "1", "S4", "25"];
  const tracks = ["V", "VA1A2", "A1A2", "A1-8", "a1, a2", ""];
  const { rows } = understandSheet(sheetOf(columns, tracks.map(row)));
  expect(rows.map(({ kind }) => kind)).toEqual(["picture", "picture", "sound", "sound", "sound", "picture"]);
  expect(rows[2]!.metadata).toEqual({ scene: "22", take: "1" });
});
