import { execa } from "execa";
import { expect, test } from "vitest";
import type { Cdl, Rgb } from "../../../src/domain/cdl.ts";
import { lookChain } from "../../../src/media/color-chain.ts";
import { findMaxCubeSize } from "../../../src/media/look/find-max-cube-size.ts";
import { parseCube } from "../../../src/media/look/parse-cube.ts";
import { writeLook } from "../../../src/media/look/write-look.ts";
import { clamp } from "../../support/media-look.ts";
import { toolsets } from "../../support/media-toolsets.ts";
import { tempFolder } from "../../support/temp-folder.ts";

const BLOCK = 16;
const COLUMNS = 16;
const ROWS = 16;
const [width, height] = [COLUMNS * BLOCK, ROWS * BLOCK];

/** BT.709 in codes of `bits`, not rounded. */
function toCodes([r, g, b]: Rgb, bits: 8 | 10): number[] {
  const luma = 0.2126 * r + 0.7152 * g + 0.0722 * b;
  const one = 2 ** (bits - 8);
  return [16 + 219 * luma, 128 + (224 * (b - luma)) / 1.8556, 128 + (224 * (r - luma)) / 1.5748].map(
    (code) => code * one,
  );
}

function toRgb([y = 0, cb = 0, cr = 0]: number[]): Rgb {
  const [luma, u, v] = [(y / 4 - 16) / 219, (cb / 4 - 128) / 224, (cr / 4 - 128) / 224];
  const [r, b] = [luma + 1.5748 * v, luma + 1.8556 * u];
  return [clamp(r), clamp((luma - 0.2126 * r - 0.0722 * b) / 0.7152), clamp(b)];
}

const cdl: Cdl = { slope: [1.15, 1, 0.9], offset: [-0.04, 0, 0.03], power: [0.9, 1, 1.2], saturation: 0.8 };
const swap = [0, 1].flatMap((b) => [0, 1].flatMap((g) => [0, 1].map((r) => `${b} ${g} ${r}`)));

function formula(rgb: Rgb): Rgb {
  const [r, g, b] = rgb.map((value, c) => clamp(value * cdl.slope[c]! + cdl.offset[c]!) ** cdl.power[c]!) as [
    number,
    number,
    number,
  ];
  const luma = 0.2126 * r + 0.7152 * g + 0.0722 * b;
  const about = (value: number) => clamp(luma + cdl.saturation * (value - luma));
  return [about(b), about(g), about(r)];
}

test.each(toolsets)(
  "10-bit video through CDL and LUT is within a code of the formula: $name ffmpeg",
  async ({ tools }) => {
    const colours = Array.from({ length: COLUMNS * ROWS }, (_, at): Rgb => [
      (at * 0.754878) % 1,
      (at * 0.56984) % 1,
      (at * 0.327) % 1,
    ]).map((rgb) => toCodes(rgb, 10).map(Math.round));
    const source = Buffer.alloc(width * height * 6);
    for (let plane = 0; plane < 3; plane += 1) {
      for (let at = 0; at < width * height; at += 1) {
        const block = Math.floor(Math.floor(at / width) / BLOCK) * COLUMNS + Math.floor((at % width) / BLOCK);
        source.writeUInt16LE(colours[block]![plane]!, (plane * width * height + at) * 2);
      }
    }
    const { filters } = await writeLook(
      { cdl, lut: parseCube(`LUT_3D_SIZE 2\n${swap.join("\n")}`) },
      await tempFolder(),
      { maxCubeSize: await findMaxCubeSize(tools.ffmpeg.path) },
    );
    const video = {
      colorMatrix: "bt709",
      colorRange: "tv",
      colorTransfer: "bt709",
      colorPrimaries: "bt709",
      pixelFormat: "yuv444p10le",
      height,
      isDolbyVision: false,
    };
    const { stdout } = await execa(
      tools.ffmpeg.path,
      [
        ...[
          "-v",
          "error",
          "-f",
          "rawvideo",
          "-pix_fmt",
          "yuv444p10le",
          "-s",
          `${width}x${height}`,
          "-i",
          "pipe:0",
        ],
        ...["-vf", lookChain(video, { width, height }, filters).join(","), "-f", "rawvideo", "pipe:1"],
      ],
      { input: source, encoding: "buffer" },
    );
    const chroma = width / 2;
    let worst = 0;
    for (const [block, codes] of colours.entries()) {
      const wanted = toCodes(formula(toRgb(codes)), 8).map(Math.round);
      const x = (block % COLUMNS) * BLOCK + BLOCK / 2;
      const y = Math.floor(block / COLUMNS) * BLOCK + BLOCK / 2;
      const at = (y / 2) * chroma + x / 2;
      const got = [
        stdout[y * width + x]!,
        stdout[width * height + at]!,
        stdout[(width * height * 5) / 4 + at]!,
      ];
      worst = Math.max(worst, ...got.map((code, plane) => Math.abs(code - wanted[plane]!)));
    }
    expect(stdout).toHaveLength((width * height * 3) / 2);
    expect(worst).toBeLessThanOrEqual(1);
  },
);
