import { describe, expect, test } from "vitest";
import type { Rgb } from "../../../src/domain/cdl.ts";
import { type LutRange, lutRanges, toFullRange } from "../../../src/media/look/legal-range.ts";
import { parseCube } from "../../../src/media/look/parse-cube.ts";
import { sampleLut } from "../../../src/media/look/sample-lut.ts";

const plain = { inVideoRange: false, outVideoRange: false, title: undefined };

test.each<[string, LutRange, LutRange]>([
  ["AlexaV3_K1S1_LogC2Video_Rec709_EE_davinci3d.cube", "full", "full"],
  ["AlexaV3_K1S1_LogC2Video_Rec709_EL_davinci3d.cube", "full", "legal"],
  ["AlexaV3_K1S1_LogC2Video_Rec709_LL_nuke3d.cube", "legal", "legal"],
  ["ARRI_LogC3_Rec709_LE.cube", "legal", "full"],
  ["Show_Rec709_legal.cube", "legal", "legal"],
  ["Show_Legal2Full.cube", "legal", "full"],
  ["Show_full_to_legal.cube", "full", "legal"],
  ["ARRI_LogC4-to-Gamma24_Rec709-D65_v1-65.cube", "full", "full"],
  ["EL_CAMINO_show_v2.cube", "full", "full"],
  ["Show_EE_EL_day1.cube", "full", "full"],
  ["Illegal_show.cube", "full", "full"],
])("%s", (name, input, output) => {
  expect(lutRanges(plain, `/legal/${name}`)).toMatchObject({ input, output });
});

test("Resolve's keywords, then the name, then the title; what says so is told", () => {
  const { because, ...ranges } = lutRanges({ ...plain, outVideoRange: true }, "/Show_Rec709_legal.cube");
  expect(ranges).toEqual({ input: "full", output: "legal" });
  expect(because).toBe("LUT_OUT_VIDEO_RANGE");
  expect(lutRanges({ ...plain, title: "LogC2Video_Rec709_LL" }, "/show.cube").because).toBe(
    "LL in its title",
  );
  expect(lutRanges(plain, "/LogC_709_EL.cube").because).toBe("EL in its name");
  expect(lutRanges(plain, "/show.cube").because).toBeUndefined();
});

describe("the converted LUT by its formula", () => {
  const toLegal = (value: number) => (64 + 876 * value) / 1023;
  const toFull = (value: number) => (value * 1023 - 64) / 876;
  const cube = parseCube(
    `LUT_3D_SIZE 3\n${Array.from({ length: 27 }, (_, at) => `${((at % 3) / 2) ** 2} ${(Math.floor(at / 3) % 3) / 2} ${(at / 26).toFixed(6)}`).join("\n")}`,
  );
  const curve = parseCube("LUT_1D_SIZE 3\n0.1 0 0\n.6 .2 .5\n.9 1 1");
  const shaped = { ...cube, curve: curve.curve };
  const colours: Rgb[] = [
    [0, 0, 0],
    [1, 1, 1],
    [0.3, 0.7, 0.1],
    [0.9, 0.05, 0.5],
  ];
  test.each([
    ["cube", cube],
    ["curve", curve],
    ["shaper and cube", shaped],
  ])("%s", (_, lut) => {
    for (const input of ["full", "legal"] as const) {
      for (const output of ["full", "legal"] as const) {
        const converted = toFullRange(lut, { input, output });
        for (const rgb of colours) {
          const given = rgb.map((value) => (input === "legal" ? toLegal(value) : value)) as unknown as Rgb;
          const wanted = sampleLut(lut, given).map((value) => (output === "legal" ? toFull(value) : value));
          sampleLut(converted, rgb).forEach((value, channel) =>
            expect(value).toBeCloseTo(wanted[channel]!, 9),
          );
        }
      }
    }
  });

  test("a legal LUT that changes nothing is neutral, not milky", () => {
    const identity = parseCube("LUT_1D_SIZE 2\n0 0 0\n1 1 1");
    const converted = toFullRange(identity, { input: "legal", output: "legal" });
    sampleLut(converted, [0, 0.5, 1]).forEach((value, at) => expect(value).toBeCloseTo(at / 2, 9));
  });
});
