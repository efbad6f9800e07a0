import { describe, expect, test } from "vitest";
import { growTree } from "../../src/cards/card-tree.ts";
import { placeFolders } from "../../src/cards/place-folders.ts";
import { mapPaths } from "../support/cards-tree.ts";

function layoutsOf(paths: string[]): Record<string, string> {
  const tree = growTree(
    "Day012",
    paths.map((relativePath) => ({ relativePath, sizeBytes: 0 })),
  );
  const placements = placeFolders(tree);
  return Object.fromEntries(
    tree.files.map(({ name, folder }) => [name, placements.get(folder)?.layout.id ?? "none"]),
  );
}

describe("placeFolders", () => {
  test("what a camera's own structure holds is not taken for another camera's", () => {
    expect(
      layoutsOf(["DCIM/100GOPRO/GX010123.MP4", "DCIM/CONTENTS/VIDEO/0001AB.MXF", "DCIM/x.RDC/y.R3D"]),
    ).toEqual({ "GX010123.MP4": "gopro", "0001AB.MXF": "gopro", "y.R3D": "gopro" });
  });

  test("loose camera files make no card of the folders below them", () => {
    expect(layoutsOf(["A001_08151512_C001.braw", "editing/x.mp4", "CINEROOT/Clip/y.MXF"])).toEqual({
      "A001_08151512_C001.braw": "blackmagic",
      "x.mp4": "flat",
      "y.MXF": "sony-cineroot",
    });
  });

  test("dailies under camera names are no camera card", () => {
    expect(
      layoutsOf([
        "GRADED/A001R3CK/A001C001_220901_R3CK.mov",
        "LOG/A001R3CK/A001C001_220901_R3CK.mxf",
        "A001C002_220901_R3CK.mov",
      ]),
    ).toEqual({
      "A001C001_220901_R3CK.mov": "odailies-folders",
      "A001C001_220901_R3CK.mxf": "odailies-folders",
      "A001C002_220901_R3CK.mov": "flat",
    });
  });

  test("a camera card in a variant's folder is still a camera card", () => {
    expect(layoutsOf(["LOG/XDROOT/Clip/A001C001_210716AG.MXF"])).toEqual({
      "A001C001_210716AG.MXF": "sony-xdroot",
    });
  });

  test.each([
    "A001R3CK/A001C001_220901_R3CK.mov",
    "ARRI_UDF/A001C001_220901_R3CK.mov",
    "card/A001C001_220901_R3CK.mxf",
  ])("%s is ARRI's", (path) => {
    expect(Object.values(layoutsOf([path]))).toEqual(["arri"]);
  });

  test("a movie beside the camera's ALE is ARRI's", () => {
    expect(layoutsOf(["x/A001C001_220901_R3CK.mov", "x/A001R3CK_AVID.ale"])).toEqual({
      "A001C001_220901_R3CK.mov": "arri",
      "A001R3CK_AVID.ale": "arri",
    });
  });

  test("movies beside loose R3D files are clips, those in a clip's folder are the camera's", () => {
    const paths = ["A001_C001_12046M_001.R3D", "dailies.mov", "x.RDC/A001_C001_12046M_001.mov"];
    const { clips, leftOut } = mapPaths(paths);
    expect(clips.map(({ name }) => name)).toEqual(["dailies"]);
    expect(leftOut).toContainEqual({ relativePath: paths[2], reason: "camera-proxy" });
  });

  test("the card's own folder may be the camera's", () => {
    const tree = growTree("XDROOT", [{ relativePath: "Clip/A001C001_210716AG.MXF", sizeBytes: 0 }]);
    expect(placeFolders(tree).get(tree.root)?.layout.id).toBe("sony-xdroot");
  });
});
