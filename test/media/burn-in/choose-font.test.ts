import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { describe, expect, test } from "vitest";
import { burnInChain } from "../../../src/media/burn-in/burn-in-chain.ts";
import { type BurnInFonts, chooseFont } from "../../../src/media/burn-in/choose-font.ts";
import { packagedFonts } from "../../../src/media/burn-in/find-font.ts";
import { readCoverage } from "../../../src/media/burn-in/font-coverage.ts";
import { loadFonts } from "../../../src/media/burn-in/load-fonts.ts";
import { parseBurnIn } from "../../../src/media/burn-in/parse-burn-in.ts";
import { burn, burnInFacts } from "../../support/media-burn-in.ts";
import { anyTools, toolsets } from "../../support/media-toolsets.ts";

const loaded = await loadFonts(undefined, anyTools().ffmpeg);

test("a font that comes along is read once, also where it is the chosen one", () => {
  const comeAlong = loaded.fonts.filter(({ path }) => path.includes("dejavu-fonts-ttf"));
  expect(comeAlong.map(({ path }) => basename(path))).toEqual(["DejaVuSansMono.ttf", "DejaVuSans.ttf"]);
});
/** Without what happens to be installed. */
const packaged: BurnInFonts = { fonts: loaded.fonts.slice(0, 3), shapesText: true };

describe("the font of a text", () => {
  test.each([
    "A001C001_260422 12A/3",
    "\u00c4\u00f6\u00df \u0141\u00f3d\u017a",
    "\u041c\u043e\u0441\u043a\u0432\u0430",
    "take\u200b 2\ufe0f",
  ])("is the one of fixed width for %s", (text) => {
    expect(chooseFont(text, packaged)).toMatch(/DejaVuSansMono\.ttf$/);
  });

  test("is a wider one for Hebrew", () => {
    expect(chooseFont("\u05e9\u05dc\u05d5\u05dd 12A", packaged)).toMatch(/DejaVuSans\.ttf$/);
  });

  test("is an installed one where that has the letters", () => {
    const cjk = {
      path: "/fonts/cjk.ttc",
      letters: [
        { first: 0x20, last: 0x7e },
        { first: 0x3000, last: 0x9fff },
      ],
    };
    expect(chooseFont("\u5c71 12A", { ...packaged, fonts: [...packaged.fonts, cjk] })).toBe(cjk.path);
  });

  test.each([
    ["Japanese", "\u5c71\u7530 12A", "\u5c71 (U+5C71), \u7530 (U+7530)"],
    ["an emoji", "good \u{1f44d}\u{1f3fd}", "\u{1f44d} (U+1F44D)"],
  ])("is refused for %s that none has, with the letters", (_, text, named) => {
    expect(() => chooseFont(text, packaged)).toThrow(
      expect.objectContaining({ code: "proxy_failed", message: expect.stringContaining(named) }),
    );
  });

  test("two scripts that no one font has are refused", () => {
    const only = (path: string, at: number) => ({ path, letters: [{ first: at, last: at }] });
    const fonts = [only("/a.ttf", 0x41), only("/b.ttf", 0x42)];
    expect(() => chooseFont("AB", { fonts, shapesText: true })).toThrow(/no one font here has all of A/);
  });

  test("right-to-left text is refused where ffmpeg cannot turn it", () => {
    expect(() => chooseFont("\u05e9\u05dc\u05d5\u05dd", { ...packaged, shapesText: false })).toThrow(
      /right to left/,
    );
  });
});

describe.each(toolsets)("$name ffmpeg", ({ tools }) => {
  test("sets Hebrew from right to left, in a font that has it", async () => {
    const fonts = await loadFonts(undefined, tools.ffmpeg);
    const canvas = { frames: 1, width: 320, height: 180 };
    const facts = burnInFacts(canvas, {});
    const chain = burnInChain(parseBurnIn("bc=\u05d0\u05d1\u05d2"), facts, fonts);
    const turned = burnInChain(parseBurnIn("bc=\u05d2\u05d1\u05d0"), facts, fonts).map(
      (filter) => `${filter}:text_shaping=0`,
    );
    const got = await burn(tools.ffmpeg.path, chain, canvas);
    expect(got.bytes.equals((await burn(tools.ffmpeg.path, turned, canvas)).bytes)).toBe(true);
  });
});

test("what a font has is read from the font itself, and from a broken one nothing", async () => {
  const [mono = ""] = await packagedFonts();
  const bytes = await readFile(mono);
  const has = (code: number) => readCoverage(bytes).some(({ first, last }) => code >= first && code <= last);
  expect([0x41, 0x416, 0x5d0, 0x5c71].map(has)).toEqual([true, true, false, false]);
  expect(readCoverage(bytes.subarray(0, 300))).toEqual([]);
  expect(readCoverage(Buffer.from("no font at all"))).toEqual([]);
});
