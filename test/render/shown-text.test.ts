import { describe, expect, test } from "vitest";
import { jsonLine, paint, shown, wholeLine } from "../../src/render/shown-text.ts";

const asItIs = (text: string) => text;

describe("what steers, forges or hides is spelled out", () => {
  test.each([
    ["an escape sequence", "a\u001b[2Jb", "a\\u001b[2Jb"],
    ["a colour of others", "\u001b[8mhidden", "\\u001b[8mhidden"],
    ["the clipboard", "\u001b]52;c;cm0=\u0007", "\\u001b]52;c;cm0=\\u0007"],
    ["C1 and DEL", "\u009b2J\u009d\u007f", "\\u009b2J\\u009d\\u007f"],
    [
      "line ends",
      "A\nEverything is up\r\u2028\u2029\u0085",
      "A\\u000aEverything is up\\u000d\\u2028\\u2029\\u0085",
    ],
    ["overrides and isolates", "\u202egpj\u202c \u2066x\u2069", "\\u202egpj\\u202c \\u2066x\\u2069"],
    ["direction marks", "A\u200e\u200f\u061cB", "A\\u200e\\u200f\\u061cB"],
    ["no width", "A\u200bB\u2060C\ufeffD\u00adE\u200dF", "A\\u200bB\\u2060C\\ufeffD\\u00adE\\u200dF"],
    ["fillers and tags", "A\u115f\u3164\u{e0041}", "A\\u115f\\u3164\\u{e0041}"],
    ["half a character", "A\ud800B", "A\\ud800B"],
  ])("%s", (_what, text, safe) => {
    expect(shown(text)).toBe(safe);
    expect(shown(safe)).toBe(safe);
  });
});

test.each([
  "Größe – 22A",
  "कक्षा क\u094d\u200dष",
  "می\u200cخواهم",
  "👩🏽\u200d🎬 ❤️",
  "日本語 葛\u{e0100}",
  "שלום",
])("what people write stays as it is: %s", (text) => {
  expect(shown(text)).toBe(text);
});

test("our own colours go around a text that has passed", () => {
  expect(wholeLine(paint("red", shown("A\u001b[0m")), shown("  B"))).toBe(
    "\u001b[31mA\\u001b[0m\u001b[39m  B\n",
  );
});

describe("a JSON line", () => {
  test("is read as it was said, and holds nothing that steers a terminal", () => {
    const said = { type: "clip", clip: "A\u009b2J\u202e\u{e0041}\n\ud800" };
    const line = jsonLine(said, asItIs);
    expect(line).toMatch(/^[ -~]+\n$/);
    expect(JSON.parse(line)).toEqual(said);
  });

  test("keeps its keys and its type whatever the secret is", () => {
    const redact = (text: string) => text.replaceAll("clip", "[redacted]");
    expect(JSON.parse(jsonLine({ type: "clip", clip: "my clip" }, redact))).toEqual({
      type: "clip",
      clip: "my [redacted]",
    });
  });
});
