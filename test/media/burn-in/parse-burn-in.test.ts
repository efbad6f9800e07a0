import { expect, test } from "vitest";
import { OdailiesError } from "../../../src/domain/errors.ts";
import { parseBurnIn } from "../../../src/media/burn-in/parse-burn-in.ts";

test("positions, mask, watermark, size and font", () => {
  const burnIn = parseBurnIn(
    "tl={name} {scene}/{take}; Bottom-Right = {TimeCode} ;mask=2.39; watermark=DO NOT COPY; size=3.5%; font=/f/My Font.ttf",
  );
  expect(burnIn).toEqual({
    texts: {
      tl: [[{ field: "name" }], [{ field: "scene" }, { text: "/" }, { field: "take" }]],
      br: [[{ field: "timecode" }]],
    },
    watermark: [[{ text: "DO" }], [{ text: "NOT" }], [{ text: "COPY" }]],
    mask: { aspect: 2.39, opacity: 1 },
    fontPath: "/f/My Font.ttf",
    sizePercent: 3.5,
  });
});

test("a plain template goes to the bottom left; backslashes make plain characters", () => {
  expect(parseBurnIn("{timecode} {name}").texts).toEqual({
    bl: [[{ field: "timecode" }], [{ field: "name" }]],
  });
  expect(parseBurnIn(String.raw`tl=a\;b\{c\}\\`).texts.tl).toEqual([
    [
      { text: "a" },
      { text: ";" },
      { text: "b" },
      { text: "{" },
      { text: "c" },
      { text: "}" },
      { text: "\\" },
    ],
  ]);
  expect(parseBurnIn("tl=a=b").texts.tl).toEqual([[{ text: "a=b" }]]);
});

test.each([
  ["2.39", 2.39, 1],
  ["4:3", 4 / 3, 1],
  ["1.33", 4 / 3, 1],
  ["1.78", 16 / 9, 1],
  ["9:16", 9 / 16, 1],
  ["2.39@50", 2.39, 0.5],
  ["1.85 @ 70%", 1.85, 0.7],
])("mask=%s", (text, aspect, opacity) => {
  expect(parseBurnIn(`mask=${text}`).mask).toEqual({ aspect, opacity });
});

test.each<[string, RegExp]>([
  ["", /it is empty/],
  [" ; ; ", /it is empty/],
  ["bl={scen}", /\{scen\} is not a known field; the nearest is \{scene\}/],
  ["bl={tc}", /\{tc\} is not a known field.*timecode/],
  ["bl={zzzzzzzz}", /is not a known field \(known: \{timecode\}, /],
  ["bottomleft={name}", /"bottomleft" is neither a position nor a setting; the nearest is bottom-left/],
  ["bl={name}; bl={take}", /bl is given twice/],
  ["{name}; bottom-left={take}", /bl is given twice/],
  ["bl=", /bl has no value/],
  ["bl={name", /a \{ stands alone/],
  ["bl=name}", /a \} stands alone/],
  ["mask=wide", /"wide" is not a mask/],
  ["mask=23.9", /is not a mask/],
  ["mask=2.39@0", /is not a mask/],
  ["mask=1:0", /is not a mask/],
  ["size=50", /is not a size/],
])("%j is refused: %s", (text, message) => {
  let error: unknown;
  try {
    parseBurnIn(text);
  } catch (cause) {
    error = cause;
  }
  expect(error).toBeInstanceOf(OdailiesError);
  expect(error).toMatchObject({ code: "usage", message: expect.stringMatching(message) as string });
});

test("a hostile template ends at once", () => {
  for (const text of [
    "{".repeat(100_000),
    "\\".repeat(100_001),
    `bl=${"{name}".repeat(20_000)}`,
    ";".repeat(200_000),
  ]) {
    try {
      parseBurnIn(text);
    } catch (error) {
      expect(error).toBeInstanceOf(OdailiesError);
    }
  }
});
