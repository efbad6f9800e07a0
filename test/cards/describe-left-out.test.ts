import { expect, test } from "vitest";
import { describeLeftOut } from "../../src/cards/describe-left-out.ts";

test("files are counted by reason, camera originals by the program that reads them", () => {
  expect(
    describeLeftOut([
      { relativePath: "a.wav", reason: "sound" },
      { relativePath: "b.wav", reason: "sound" },
      { relativePath: "a.R3D", reason: "undecodable", needs: "REDCINE-X PRO" },
      { relativePath: "b.R3D", reason: "undecodable", needs: "REDCINE-X PRO" },
      { relativePath: "c.braw", reason: "undecodable", needs: "DaVinci Resolve" },
    ]),
  ).toEqual({
    leftOut: { sound: 2, undecodable: 3 },
    undecodable: { "REDCINE-X PRO": 2, "DaVinci Resolve": 1 },
  });
});

test("nothing left out is nothing counted", () => {
  expect(describeLeftOut([])).toEqual({ leftOut: {}, undecodable: {} });
});
