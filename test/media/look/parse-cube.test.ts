import { mkdir, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { OdailiesError } from "../../../src/domain/errors.ts";
import { parseCube } from "../../../src/media/look/parse-cube.ts";
import { readCube } from "../../../src/media/look/read-cube.ts";
import { tempFolder } from "../../support/temp-folder.ts";

const EIGHT = ["0 0 0", "1 0 0", "0 1 0", "1 1 0", "0 0 1", "1 0 1", "0 1 1", "1 1 1"];
const CUBE = ["LUT_3D_SIZE 2", ...EIGHT];
const SHAPER = ["LUT_1D_SIZE 3", "LUT_3D_SIZE 2", "0 0 0", ".5 .6 .7", "1 1 1", ...EIGHT];
const text = (...lines: string[]) => lines.join("\n");

function errorOf(run: () => unknown): OdailiesError {
  try {
    run();
  } catch (error) {
    if (error instanceof OdailiesError) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}

describe("what is read", () => {
  test("3D: size, values, red fastest, default range", () => {
    const { cube, curve, title } = parseCube(text('TITLE "A look # 1"', ...CUBE));
    expect(title).toBe("A look # 1");
    expect(curve).toBeUndefined();
    expect(cube).toMatchObject({ size: 2, min: [0, 0, 0], max: [1, 1, 1] });
    expect([...cube!.values.subarray(3, 6)]).toEqual([1, 0, 0]);
  });

  test("1D alone", () => {
    const { cube, curve } = parseCube(text("LUT_1D_SIZE 2", "-0.1 0 1e-2", "+1 1.5 1."));
    expect(cube).toBeUndefined();
    expect([...curve!.values]).toEqual([-0.1, 0, 0.01, 1, 1.5, 1]);
  });

  test("shaper and cube with Resolve's ranges", () => {
    const lut = parseCube(text("LUT_1D_INPUT_RANGE -0.5 2", "LUT_3D_INPUT_RANGE 0 1.5", ...SHAPER));
    expect(lut.curve).toMatchObject({ size: 3, min: [-0.5, -0.5, -0.5], max: [2, 2, 2] });
    expect(lut.cube).toMatchObject({ size: 2, max: [1.5, 1.5, 1.5] });
    expect([...lut.curve!.values.subarray(3, 6)]).toEqual([0.5, 0.6, 0.7]);
    expect(lut.cube!.values).toHaveLength(24);
  });

  test("the range of the only table, named by the other's keyword", () => {
    const range = { min: [-0.5, -0.5, -0.5], max: [2, 2, 2] };
    expect(parseCube(text("LUT_1D_INPUT_RANGE -0.5 2", ...CUBE)).cube).toMatchObject(range);
    const own = parseCube(text("LUT_1D_INPUT_RANGE 0 9", "LUT_3D_INPUT_RANGE -0.5 2", ...CUBE));
    expect(own.cube).toMatchObject(range);
    const curve = parseCube(text("LUT_3D_INPUT_RANGE -0.5 2", "LUT_1D_SIZE 2", "0 0 0", "1 1 1"));
    expect(curve.curve).toMatchObject(range);
  });

  test("the cube's size right behind the curve's numbers", () => {
    const lut = parseCube(text("LUT_1D_SIZE 2", "0 0 0", "1 1 1", "LUT_3D_SIZE 2", ...EIGHT));
    expect([lut.curve?.size, lut.cube?.size]).toEqual([2, 2]);
  });

  test("a domain is the shaper's where there is one, else the cube's", () => {
    const domain = ["DOMAIN_MIN 0 0.1 0.2", "DOMAIN_MAX 2 3 4"];
    expect(parseCube(text(...domain, ...CUBE)).cube).toMatchObject({ min: [0, 0.1, 0.2], max: [2, 3, 4] });
    const lut = parseCube(text(...SHAPER, ...domain));
    expect(lut.curve).toMatchObject({ min: [0, 0.1, 0.2], max: [2, 3, 4] });
    expect(lut.cube).toMatchObject({ min: [0, 0, 0], max: [1, 1, 1] });
  });

  test("Resolve's video-range flags", () => {
    const lut = parseCube(text("LUT_IN_VIDEO_RANGE", ...CUBE, "LUT_OUT_VIDEO_RANGE"));
    expect([lut.inVideoRange, lut.outVideoRange]).toEqual([true, true]);
    expect(parseCube(text(...CUBE)).inVideoRange).toBe(false);
  });

  const plain = parseCube(text(...CUBE));
  test.each([
    ["CRLF", CUBE.join("\r\n")],
    ["CR alone", CUBE.join("\r")],
    ["a byte order mark before the size", `\uFEFF${text(...CUBE)}`],
    ["indented keywords and numbers", CUBE.map((line) => `  \t${line}  `).join("\n")],
    ["tabs between", CUBE.map((line) => line.replaceAll(" ", "\t")).join("\n")],
    ["comments anywhere", CUBE.map((line) => `# TITLE 3\n${line} # 4\n\n`).join("\n")],
    ["exponents", text(CUBE[0]!, ...EIGHT.map((line) => line.replaceAll("1", "1.0E+00")))],
    ["ranges after the size", text(CUBE[0]!, "LUT_3D_INPUT_RANGE 0.0 1.0", ...EIGHT)],
    ["a domain and the same range", text("DOMAIN_MIN 0 0 0", "LUT_3D_INPUT_RANGE 0 1", ...CUBE)],
    ["lower-case keywords", text("lut_3d_size 2", ...EIGHT)],
  ])("the same LUT in spite of %s", (_, other) => {
    const { cube } = parseCube(other);
    expect(cube).toEqual(plain.cube);
  });

  test("65 points a side, in bearable time", () => {
    const line = "0.123456 0.234567 0.345678\n";
    expect(parseCube(`LUT_3D_SIZE 65\n${line.repeat(65 ** 3)}`).cube!.values).toHaveLength(65 ** 3 * 3);
  });
});

describe("what is refused, in words", () => {
  test.each<[string, string, RegExp]>([
    [
      "one triple short",
      text(...CUBE.slice(0, -1)),
      /^L: it holds 7 triples where 8 belong \(2³ of the cube\)\.$/,
    ],
    ["one triple too many", text(...CUBE, "0 0 0"), /^L: it holds 9 triples where 8 belong/],
    [
      "a shaper without its cube's numbers",
      text(...SHAPER.slice(0, 6)),
      /holds 4 triples where 11 belong \(3 of the curve and 2³ of the cube\)/,
    ],
    ["decimal commas", text(CUBE[0]!, "0,5 0,5 0,5"), /^L, line 2: 0,5 is written with a decimal comma\.$/],
    ["commas between", text(CUBE[0]!, "0.5, 0.5, 0.5"), /line 2: .*commas, not spaces/],
    ["an unknown keyword", text("LUT_4D_SIZE 2", ...EIGHT), /^L, line 1: "LUT_4D_SIZE 2" is not a keyword/],
    ["a line of words", text("hello", "world"), /line 1: "hello" is not a keyword/],
    ["not a number", text(...CUBE.slice(0, 3), "nan 0 0"), /line 4: "nan" is not a number/],
    ["infinity", text(...CUBE.slice(0, 3), "0 -inf 0"), /line 4: "-inf" is not a number/],
    ["overflow", text(...CUBE.slice(0, 3), "0 1e999 0"), /line 4: "1e999" is not a number/],
    ["hexadecimal", text(...CUBE.slice(0, 3), "0 0x10 0"), /line 4: "0x10" is not a number/],
    ["two numbers", text(...CUBE.slice(0, 3), "0 0"), /line 4: there are 2 numbers where 3 belong/],
    ["four numbers", text(...CUBE.slice(0, 3), "0 0 0 1"), /line 4: there are 4 numbers/],
    [
      "size 1",
      text("LUT_3D_SIZE 1", "0 0 0"),
      /line 1: LUT_3D_SIZE is "1", and it is a whole number from 2 to 256/,
    ],
    ["size 257", "LUT_3D_SIZE 257", /line 1: LUT_3D_SIZE is "257"/],
    ["a curve of 65537", "LUT_1D_SIZE 65537", /from 2 to 65536/],
    ["a size without a number", "LUT_3D_SIZE", /line 1: LUT_3D_SIZE is missing its number/],
    ["a size that is not a number", "LUT_3D_SIZE 3.5", /LUT_3D_SIZE is "3.5"/],
    [
      "two sizes",
      text("LUT_3D_SIZE 2", "LUT_3D_SIZE 3"),
      /line 2: LUT_3D_SIZE stands a second time; the first is on line 1/,
    ],
    ["no size", text(...EIGHT), /names no LUT_1D_SIZE and no LUT_3D_SIZE/],
    ["nothing but comments", "# a\n# b", /holds no LUT/],
    [
      "a size behind the numbers",
      text(...EIGHT, "LUT_3D_SIZE 2"),
      /line 9: LUT_3D_SIZE 2 stands behind 8 lines/,
    ],
    ["an empty domain", text("DOMAIN_MIN 1 0 0", ...CUBE), /line 1: the domain from 1 0 0 to 1 1 1 is empty/],
    [
      "a backward range",
      text("LUT_3D_INPUT_RANGE 1 0", ...CUBE),
      /line 1: LUT_3D_INPUT_RANGE begins at 1 and ends at 0/,
    ],
    [
      "a domain against a range",
      text("DOMAIN_MAX 2 2 2", "LUT_3D_INPUT_RANGE 0 1", ...CUBE),
      /line 1: the domain contradicts/,
    ],
    [
      "a domain of two numbers",
      text("DOMAIN_MIN 0 0", ...CUBE),
      /line 1: DOMAIN_MIN takes 3 numbers and has 2/,
    ],
    ["a .csp", text("CSPLUTV100", "3D"), /line 1: this is a \.csp LUT, not a \.cube/],
    ["a .3dl", text("3DMESH", "Mesh 5 12"), /line 1: this is a \.3dl LUT/],
    ["XML", '<?xml version="1.0"?><look/>', /line 1: this is an XML file/],
    ["an endless line", `LUT_3D_SIZE 2\n${"0 ".repeat(100_000)}`, /line 2: the line has 199999 characters/],
  ])("%s", (_, content, message) => {
    const error = errorOf(() => parseCube(content, "L"));
    expect(error.code).toBe("lut_invalid");
    expect(error.message).toMatch(message);
    expect(error.hint).toMatch(/\.$/);
  });

  test("a size alone takes no memory", () => {
    const before = process.memoryUsage().arrayBuffers;
    expect(errorOf(() => parseCube("LUT_3D_SIZE 256\n0 0 0")).message).toMatch(
      /holds 1 triples where 16777216/,
    );
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(10_000_000);
  });
});

describe("files", () => {
  const failure = async (path: string) => {
    const error: unknown = await readCube(path).then(
      () => undefined,
      (cause: unknown) => cause,
    );
    if (!(error instanceof OdailiesError)) throw new Error("no error of ours", { cause: error });
    return error;
  };

  test("UTF-16 with its mark, and a title in Latin-1", async () => {
    const folder = await tempFolder();
    const wide = join(folder, "wide.cube");
    await writeFile(wide, Buffer.from(`\uFEFF${text(...CUBE)}`, "utf16le"));
    const big = join(folder, "big.cube");
    await writeFile(big, Buffer.from(`\uFEFF${text(...CUBE)}`, "utf16le").swap16());
    const latin = join(folder, "latin.cube");
    await writeFile(latin, Buffer.from(text("# für ä", ...CUBE), "latin1"));
    for (const path of [wide, big, latin]) expect((await readCube(path)).cube?.size).toBe(2);
  });

  test("missing, empty, a folder, not text, too large, another format", async () => {
    const folder = await tempFolder();
    const at = (name: string) => join(folder, name);
    await mkdir(at("folder.cube"));
    await writeFile(at("empty.cube"), "");
    await writeFile(at("binary.cube"), Buffer.from([0x4c, 0x55, 0, 1, 2, 0, 0]));
    await writeFile(at("large.cube"), "#");
    await truncate(at("large.cube"), 64 * 1024 * 1024 + 1);
    await writeFile(at("show.3dl"), "0 64 128");
    expect((await failure(at("none.cube"))).message).toBe(`${at("none.cube")}: there is no such file.`);
    expect((await failure(at("empty.cube"))).message).toMatch(/the file is empty/);
    expect((await failure(at("folder.cube"))).message).toMatch(/it is a folder/);
    expect((await failure(at("binary.cube"))).message).toMatch(/not text/);
    expect((await failure(at("large.cube"))).message).toMatch(/it is larger than 64 MiB/);
    const other = await failure(at("show.3dl"));
    expect(other.message).toMatch(/\.3dl files are not read/);
    expect(other.hint).toMatch(/Export the look as a \.cube/);
  });
});
