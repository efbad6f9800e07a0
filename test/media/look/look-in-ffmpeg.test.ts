import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Cdl, Rgb } from "../../../src/domain/cdl.ts";
import { findMaxCubeSize } from "../../../src/media/look/find-max-cube-size.ts";
import { parseCube } from "../../../src/media/look/parse-cube.ts";
import { sampleLut } from "../../../src/media/look/sample-lut.ts";
import { writeLook } from "../../../src/media/look/write-look.ts";
import { COLOURS, clamp, throughFfmpeg, worstCode } from "../../support/media-look.ts";
import { anyTools, inTurn, toolsets } from "../../support/media-toolsets.ts";
import { tempFolder } from "../../support/temp-folder.ts";

type Formula = (rgb: Rgb) => Rgb;

const each = (rgb: Rgb, curve: (value: number, channel: number) => number): Rgb => [
  curve(rgb[0], 0),
  curve(rgb[1], 1),
  curve(rgb[2], 2),
];
const neutral: Cdl = { slope: [1, 1, 1], offset: [0, 0, 0], power: [1, 1, 1], saturation: 1 };

function correct({ slope, offset, power, saturation }: Cdl): Formula {
  return (rgb) => {
    const graded = each(rgb, (value, c) => clamp(value * slope[c]! + offset[c]!) ** power[c]!);
    const luma = 0.2126 * graded[0] + 0.7152 * graded[1] + 0.0722 * graded[2];
    return each(graded, (value) => clamp(luma + saturation * (value - luma)));
  };
}

const contrast = (value: number) => (value < 0.1 ? 0 : 1.3 * ((value - 0.1) / 0.9) ** 0.8);
const matrix: Formula = ([r, g, b]) => [1.3 * r - 0.2 * g - 0.1 * b, 1.1 * g - 0.1 * b, 1.05 * b - 0.05 * r];

function straightLines(curve: (value: number) => number, size: number, min = 0, max = 1) {
  return (value: number) => {
    const place = clamp((value - min) / (max - min)) * (size - 1);
    const low = Math.floor(place);
    const node = (at: number) => curve(min + (at / (size - 1)) * (max - min));
    return node(low) + (node(Math.min(size - 1, low + 1)) - node(low)) * (place - low);
  };
}

function triples(size: number, min = 0, max = 1): string[] {
  const at = (index: number) => contrast(min + (index / (size - 1)) * (max - min));
  const lines: string[] = [];
  for (let b = 0; b < size; b += 1)
    for (let g = 0; g < size; g += 1)
      for (let r = 0; r < size; r += 1) {
        lines.push(
          matrix([at(r), at(g), at(b)])
            .map((value) => value.toFixed(8))
            .join(" "),
        );
      }
  return lines;
}

const cubeText = (size: number, ...keywords: string[]) =>
  [...keywords, `LUT_3D_SIZE ${size}`, ...triples(size)].join("\n");
const cubeFormula =
  (size: number, min = 0, max = 1): Formula =>
  (rgb) =>
    matrix(each(rgb, straightLines(contrast, size, min, max)));

const shaper = (value: number) => Math.log2(1 + 60 * value) / Math.log2(61);
const shaperLines = Array.from({ length: 1024 }, (_, at) =>
  Array(3)
    .fill(shaper(at / 1023).toFixed(8))
    .join(" "),
);

const warm: Cdl = {
  slope: [1.2, 1, 0.9],
  offset: [-0.03, 0.01, 0.02],
  power: [1.1, 1, 0.95],
  saturation: 0.85,
};
const CDLS: readonly (readonly [string, Cdl])[] = [
  ["warm", warm],
  ["no saturation", { ...neutral, saturation: 0 }],
  ["double saturation", { ...neutral, saturation: 2 }],
  ["a power of 0.3 and of 4", { ...neutral, power: [0.3, 1, 4], offset: [-0.1, 0, 0.1] }],
  ["a slope of 0 and of 4", { ...neutral, slope: [0, 1, 4], saturation: 1.2 }],
];

async function renderWith(ffmpeg: string, look: { cdl?: Cdl; lut?: string }) {
  const lut = look.lut === undefined ? undefined : parseCube(look.lut);
  const maxCubeSize = await findMaxCubeSize(ffmpeg);
  const written = await writeLook({ cdl: look.cdl, lut }, await tempFolder(), { maxCubeSize });
  return { ...written, maxCubeSize, colours: await throughFfmpeg(ffmpeg, written.filters) };
}

describe.each(toolsets)("$name ffmpeg", ({ name, tools }) => {
  const ffmpeg = tools.ffmpeg.path;

  const render = (look: { cdl?: Cdl; lut?: string }) => renderWith(ffmpeg, look);

  test.each(inTurn(name, CDLS))("CDL alone: %s", async (_, cdl) => {
    const { colours } = await render({ cdl });
    expect(worstCode(colours, COLOURS.map(correct(cdl)))).toBeLessThan(0.5);
  });

  test.each(inTurn(name, [2, 17, 33, 64]))("LUT alone: %i points", async (size) => {
    const { colours } = await render({ lut: cubeText(size) });
    expect(worstCode(colours, COLOURS.map(cubeFormula(size)))).toBeLessThan(0.5);
  });

  test.each(inTurn(name, [33, 64]))("CDL and LUT: %i points", async (size) => {
    const { colours } = await render({ cdl: warm, lut: cubeText(size) });
    const formula = cubeFormula(size);
    const wanted = COLOURS.map((rgb) => formula(correct(warm)(rgb)));
    expect(worstCode(colours, wanted)).toBeLessThan(0.5);
  });

  test("a LUT of 65 points is exact where ffmpeg reads so many, and its error is known where not", async () => {
    const { colours, errorCodes, maxCubeSize } = await render({ cdl: warm, lut: cubeText(65) });
    const formula = cubeFormula(65);
    const wanted = COLOURS.map((rgb) => formula(correct(warm)(rgb)));
    expect(errorCodes).toBeLessThan(maxCubeSize >= 65 ? 0.4 : 4);
    expect(worstCode(colours, wanted)).toBeLessThan(errorCodes + 0.5);
  });

  test("a curve alone", async () => {
    const lut = ["LUT_1D_SIZE 1024", ...shaperLines].join("\n");
    const { colours, filters } = await render({ lut });
    const curve = straightLines(shaper, 1024);
    expect(
      worstCode(
        colours,
        COLOURS.map((rgb) => each(rgb, curve)),
      ),
    ).toBeLessThan(0.1);
    expect(filters).toHaveLength(1);
  });

  test("a curve alone, with a saturation before it", async () => {
    const lut = ["LUT_1D_SIZE 1024", ...shaperLines].join("\n");
    const { colours } = await render({ cdl: warm, lut });
    const curve = straightLines(shaper, 1024);
    const wanted = COLOURS.map((rgb) => each(correct(warm)(rgb), curve));
    expect(worstCode(colours, wanted)).toBeLessThan(0.5);
  });

  test("what changes nothing needs no filter", async () => {
    expect((await render({ cdl: neutral })).filters).toEqual([]);
  });

  test("our tetrahedra are ffmpeg's", async () => {
    const values = Array.from({ length: 9 ** 3 * 3 }, (_, at) => ((at * 0.618034) % 1).toFixed(6));
    const text = `LUT_3D_SIZE 9\n${values.join(" ").replaceAll(/(\S+ \S+ \S+) ?/g, "$1\n")}`;
    const folder = await tempFolder();
    await writeFile(join(folder, "own.cube"), text);
    const colours = await throughFfmpeg(ffmpeg, [`lut3d=file=${join(folder, "own.cube")}`]);
    const lut = parseCube(text);
    expect(
      worstCode(
        colours,
        COLOURS.map((rgb) => sampleLut(lut, rgb)),
      ),
    ).toBeLessThan(0.05);
  });

  test("a folder with a hostile name", async () => {
    const folder = join(await tempFolder(), "it's [50%]: a;b, c\\d\n e=f ");
    await mkdir(folder);
    const { filters, paths } = await writeLook({ cdl: warm }, folder, {
      maxCubeSize: await findMaxCubeSize(ffmpeg),
    });
    expect(paths.every((path) => path.startsWith(folder))).toBe(true);
    const colours = await throughFfmpeg(ffmpeg, filters);
    expect(worstCode(colours, COLOURS.map(correct(warm)))).toBeLessThan(0.5);
  });
});

describe("what ffmpeg alone skips, refuses or misreads", () => {
  const shaped: Formula = (rgb) => cubeFormula(17)(each(rgb, straightLines(shaper, 1024)));
  const shaperCube = ["LUT_1D_SIZE 1024", "LUT_3D_SIZE 17", ...shaperLines, ...triples(17)];
  const wide = ["LUT_3D_SIZE 17", ...triples(17, 0, 2)];
  const narrow = ["LUT_3D_SIZE 17", ...triples(17, 0.5, 1)];

  test.each<[string, string, Formula]>([
    ["a domain before the size", ["DOMAIN_MAX 2 2 2", ...wide].join("\n"), cubeFormula(17, 0, 2)],
    ["a domain that begins late", ["DOMAIN_MIN .5 .5 .5", ...narrow].join("\n"), cubeFormula(17, 0.5, 1)],
    [
      "Resolve's range behind the size",
      [wide[0], "LUT_3D_INPUT_RANGE 0.0 2.0", ...wide.slice(1)].join("\n"),
      cubeFormula(17, 0, 2),
    ],
    ["a shaper", shaperCube.join("\n"), shaped],
    [
      "a shaper with ranges",
      ["LUT_1D_INPUT_RANGE 0 1", "LUT_3D_INPUT_RANGE 0 1", ...shaperCube].join("\r\n"),
      shaped,
    ],
    ["a byte order mark", `\uFEFF${cubeText(17)}`, cubeFormula(17)],
    ["CR alone", cubeText(17).replaceAll("\n", "\r"), cubeFormula(17)],
    ["indented keywords", `   ${cubeText(17)}`, cubeFormula(17)],
    [
      "CRLF, comments, a title behind the size",
      cubeText(17).replace("\n", '\r\n# 1 2 3\r\nTITLE "x"\r\n'),
      cubeFormula(17),
    ],
  ])("%s", async (_, lut, formula) => {
    const { colours } = await renderWith(anyTools().ffmpeg.path, { lut });
    expect(worstCode(colours, COLOURS.map(formula))).toBeLessThan(0.5);
  });
});
