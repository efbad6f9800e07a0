// Slates, clips and reels as script supervisors and cameras write them.
import { describe, expect, test } from "vitest";
import { understandSheet } from "../../../src/metadata/understand-sheet.ts";
import { rowOf, sheetOf } from "../../support/metadata-sheet.ts";

describe("a slate beside its take", () => {
  test.each<[string, string, object]>([
    ["27/7", "3", { scene: "27", shot: "7", take: "3" }],
    ["27 / 7", "7", { scene: "27", shot: "7", take: "7" }],
    ["22/4/1", "1", { scene: "22", shot: "4", take: "1" }],
    ["22A-3", "3", { scene: "22A", take: "3" }],
    ["27A", "3", { scene: "27A", take: "3" }],
  ])("%s and take %s", (Slate, Take, expected) => {
    expect(rowOf({ Clip: "A001C001_240426_R1AA", Slate, Take }).metadata).toMatchObject(expected);
  });

  test("repeats the scene before the shot", () => {
    expect(rowOf({ Name: "x", Scene: "27", Slate: "27/7", Take: "3" }).metadata).toEqual({
      scene: "27",
      shot: "7",
      take: "3",
    });
  });
});

describe("a cell with several clips", () => {
  const rowsOf = (clips: string, more: Record<string, string> = {}) => {
    const cells = { Clip: clips, Take: "3", ...more };
    return understandSheet(sheetOf(Object.keys(cells), [Object.values(cells)])).rows;
  };

  test.each(["A015C003, B010C001", "A015C003 / B010C001", "A015C003\nB010C001", "A015C003 + B010C001.mov"])(
    "%j is a row for each",
    (clips) => {
      const rows = rowsOf(clips, { Camera: "A" });
      expect(rows.map(({ names, camera, line }) => ({ names, camera, line }))).toEqual([
        { names: ["A015C003"], camera: "A", line: 2 },
        { names: ["B010C001"], camera: "B", line: 2 },
      ]);
      expect(rows.map(({ metadata }) => metadata.take)).toEqual(["3", "3"]);
    },
  );

  test("may count without a roll", () => {
    expect(rowsOf("", { "File Name": "C0001, C0002" }).map(({ names }) => names)).toEqual([
      ["C0001"],
      ["C0002"],
    ]);
  });

  test.each(["/Volumes/A001/A001C001_240426_R1AA.mov", "A001C001, the good one", "A001C001, A001C001.mov"])(
    "%j is one",
    (clip) => {
      expect(rowsOf(clip)).toHaveLength(1);
    },
  );
});

describe("a reel in parts", () => {
  test.each<[string, Record<string, string>, string]>([
    [
      "REDline",
      {
        "Clip Name": "A001_C066_0303LZ",
        Camera: "A",
        Reel: "001",
        CamReelID: "A001",
        AltReelID: "A001_C066_0303LZ",
      },
      "A001",
    ],
    ["Canon", { ShotNumber: "A001C001_140101AB_CANON", ReelNumber: "1" }, "A001"],
    ["a logger", { Camera: "B", Roll: "012", Clip: "3" }, "B012"],
    ["no camera at all", { Roll: "012", Scene: "3" }, "012"],
  ])("of %s is camera and counter", (_, cells, reelName) => {
    expect(rowOf(cells).metadata.reelName).toBe(reelName);
  });
});
