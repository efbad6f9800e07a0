import { expect, test } from "vitest";
import { readProperties } from "../../src/commands/read-properties.ts";

test("values get the type that the property has, and are otherwise as typed", () => {
  const words = [
    "scene=22/4/1",
    "Take=003",
    "circled=false",
    "rating=0",
    "focallength=50.5",
    "date=20260422",
  ];
  expect(readProperties([...words, "timecode=01:02:03;04", "description=a=b, c", "inPoint=-1"])).toEqual({
    scene: "22/4/1",
    take: "003",
    circled: false,
    rating: 0,
    focalLength: 50.5,
    date: "20260422",
    timecode: "01:02:03;04",
    description: "a=b, c",
    inPoint: -1,
  });
});

test.each([
  [["scen=22"], "has no property scen", "Did you mean scene?"],
  [["qqqqqqqqqqqq=1"], "has no property", "There are: scene, shot"],
  [["name=X"], "cannot be set", ""],
  [["scene="], "never blanked", ""],
  [["scene=  "], "never blanked", ""],
  [["rating=high"], "a number", ""],
  [["rating=1e5"], "a number", ""],
  [["fps=25,0"], "a number", ""],
  [["circled=1"], "true or false", ""],
  [["date=2026-11-20"], "yyyyMMdd", ""],
  [["date=20261131"], "yyyyMMdd", ""],
  [["timecode=10:15"], "a timecode", ""],
  [["timecode=1:2:3:4"], "a timecode", ""],
  [["scene=1", "Scene=2"], "given twice", ""],
  [["22A"], "sets nothing", "key=value"],
  [["=22A"], "sets nothing", ""],
])("%j is refused", (words, message, hint) => {
  expect(() => readProperties(words)).toThrow(
    expect.objectContaining({
      code: "usage",
      message: expect.stringContaining(message),
      hint: expect.stringContaining(hint),
    }),
  );
});
