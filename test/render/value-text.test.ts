import { describe, expect, test } from "vitest";
import { changesSentence, valueText } from "../../src/render/value-text.ts";

describe("valueText", () => {
  test.each([
    ["22A", "22A"],
    ["10:00:00;00", "10:00:00;00"],
    ["Größe", "Größe"],
    ["Anna at the window", '"Anna at the window"'],
    ['5" lens', '"5\\" lens"'],
    ["", '""'],
    [2.8, "2.8"],
    [false, "false"],
  ])("%j becomes %s", (value, text) => {
    expect(valueText(value)).toBe(text);
  });
});

test("old and new values stand side by side", () => {
  expect(
    changesSentence([
      { property: "scene", old: "22", new: "22A" },
      { property: "circled", old: undefined, new: true },
    ]),
  ).toBe("scene 22 → 22A · circled not set → true");
});
