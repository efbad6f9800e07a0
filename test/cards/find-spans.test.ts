import { describe, expect, test } from "vitest";
import { findSpans } from "../../src/cards/find-spans.ts";
import { type ListedFile, mapPaths } from "../support/cards-tree.ts";

const GIB = 1024 ** 3;
const FULL = Math.round(3.97 * GIB);

function spansOf(files: readonly (string | readonly [string, number])[]) {
  const listed = files.map(([...file]): ListedFile | string =>
    file.length === 2 ? { relativePath: String(file[0]), sizeBytes: Number(file[1]) } : file.join(""),
  );
  const { chains, lost } = findSpans(mapPaths(listed).clips);
  return {
    chains: chains.map(({ kind, parts }) => `${kind}: ${parts.map(({ clip }) => clip.name).join(" ")}`),
    lost: lost.map(({ clip, missing }) => `${clip.name} after ${missing}`),
  };
}

const gopro = (...names: string[]) => names.map((name) => `DCIM/100GOPRO/${name}.MP4`);

describe("chapters of a GoPro", () => {
  test("are those of one number and one codec, in the order of the chapters", () => {
    const names = ["GX020124", "GX010123", "GX030123", "GX020123", "GX010124", "GH010123", "GX010125"];
    expect(spansOf(gopro(...names)).chains.toSorted()).toEqual([
      "chapters: GX010123 GX020123 GX030123",
      "chapters: GX010124 GX020124",
    ]);
  });

  test("of the older kind begin with GOPR", () => {
    expect(spansOf(gopro("GOPR0007", "GP010007", "GP020007", "GOPR0008"))).toEqual({
      chains: ["chapters: GOPR0007 GP010007 GP020007"],
      lost: [],
    });
  });

  test("that miss the one before are said, and what is before the hole stays together", () => {
    expect(spansOf(gopro("GX010001", "GX020001", "GX040001", "GX020002", "GP010003"))).toEqual({
      chains: ["chapters: GX010001 GX020001"],
      lost: ["GP010003 after GOPR0003", "GX040001 after GX030001", "GX020002 after GX010002"],
    });
  });

  test("are no chain over two folders, nor where one has its dailies beside it", () => {
    expect(spansOf(["a/GX010001.MP4", "b/GX020001.MP4"]).chains).toEqual([]);
    const withDailies = [
      "log/GX010001.mp4",
      "log/GX020001.mp4",
      "graded/GX010001.mp4",
      "graded/GX020001.mp4",
    ];
    expect(spansOf(withDailies).chains).toEqual([]);
  });

  test("in loops are none: each file overwrites an older one", () => {
    expect(spansOf(gopro("GHAA0001", "GHAB0001"))).toEqual({ chains: [], lost: [] });
  });
});

describe("consecutive numbers", () => {
  test.each([
    ["Sony", "PRIVATE/M4ROOT/CLIP/C0001.MP4", "PRIVATE/M4ROOT/CLIP/C0002.MP4", FULL],
    ["Canon XF", "CONTENTS/CLIPS001/AA0001/AA000101.MXF", "CONTENTS/CLIPS001/AA0001/AA000102.MXF", FULL],
    ["Canon", "DCIM/100CANON/MVI_0001.MOV", "DCIM/100CANON/MVI_0002.MOV", FULL],
    ["Panasonic", "DCIM/100_PANA/P1000001.MP4", "DCIM/100_PANA/P1000002.MP4", FULL],
    ["DJI", "DCIM/100MEDIA/DJI_0009.MP4", "DCIM/100MEDIA/DJI_0010.MP4", 3.87e9],
    [
      "DJI with times",
      "DCIM/DJI_001/DJI_20230615120000_0001_D.MP4",
      "DCIM/DJI_001/DJI_20230615121530_0002_D.MP4",
      16.0e9,
    ],
  ])("of a %s are a chain only behind a file as long as a file can be", (_, first, second, sizeBytes) => {
    expect(spansOf([[first, sizeBytes], second]).chains).toHaveLength(1);
    for (const other of [1e9, 6e9, 40e9]) expect(spansOf([[first, other], second]).chains).toEqual([]);
    expect(spansOf([first, [second, sizeBytes]]).chains).toEqual([]);
  });

  test("go on for as long as every file is full", () => {
    const file = (number: number) => `PRIVATE/M4ROOT/CLIP/C000${number}.MP4`;
    const files = [1, 2, 3, 4, 5].map((number) => [file(number), number === 3 ? 1e9 : FULL] as const);
    expect(spansOf(files).chains).toEqual(["numbers: C0001 C0002 C0003", "numbers: C0004 C0005"]);
  });

  test("with a hole, or of another lens, are none", () => {
    const at = (name: string) => [`DCIM/DJI_001/${name}.MP4`, 3.9e9] as const;
    expect(spansOf([at("DJI_0001"), at("DJI_0003")]).chains).toEqual([]);
    const lenses = ["DJI_20230615120000_0001_W", "DJI_20230615121530_0002_T"];
    expect(spansOf(lenses.map(at)).chains).toEqual([]);
  });
});
