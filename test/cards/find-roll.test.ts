import { describe, expect, test } from "vitest";
import { growTree } from "../../src/cards/card-tree.ts";
import { findOrigin } from "../../src/cards/find-roll.ts";

function originOf(path: string, rootName = "Day012") {
  const [file] = growTree(rootName, [{ relativePath: path, sizeBytes: 0 }]).files;
  return findOrigin(file!.base, file!.folder);
}

describe("findOrigin", () => {
  test.each([
    ["B002/A001C001_220901_R3CK.mov", "A001", "A"],
    ["A001R3CK/x.mov", "A001", "A"],
    ["A001/x.mov", "A001", "A"],
    ["a001/x.mov", "A001", "A"],
    ["A001.RDM/x.RDC/y.mov", "A001", "A"],
    ["A_0076_1CTJ/x.mov", "A0076", "A"],
    ["B003_20240426/PRIVATE/M4ROOT/CLIP/C0001.MP4", "B003", "B"],
    ["A001/B002/x.mov", "B002", "B"],
    ["C_CAM/x.mov", undefined, "C"],
    ["CAM-D/x.mov", undefined, "D"],
    ["03_DAILIES/GRADED/469C-4-1.mp4", undefined, undefined],
    ["DCIM/100GOPRO/GX010123.MP4", undefined, undefined],
  ])("%s is of roll %s and camera %s", (path, roll, camera) => {
    expect(originOf(path)).toMatchObject({ roll, camera });
  });

  test("the card's own folder may name the roll", () => {
    expect(originOf("C0001.MP4", "B007").roll).toBe("B007");
  });
});
