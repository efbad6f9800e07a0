import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { burnInChain } from "../../../src/media/burn-in/burn-in-chain.ts";
import { loadFonts } from "../../../src/media/burn-in/load-fonts.ts";
import { parseBurnIn } from "../../../src/media/burn-in/parse-burn-in.ts";
import { requireBurnIn } from "../../../src/media/burn-in/require-burn-in.ts";
import { filterPath, filterValue } from "../../../src/media/filter-value.ts";
import { type BurnInCanvas, burn, burnInFacts, changedBox, lumaOf } from "../../support/media-burn-in.ts";
import { anyTools, inTurn, toolsets } from "../../support/media-toolsets.ts";
import { tempFolder } from "../../support/temp-folder.ts";

const fonts = await loadFonts(undefined, anyTools().ffmpeg);

function chain(template: string, canvas: BurnInCanvas, facts: Parameters<typeof burnInFacts>[1] = {}) {
  return burnInChain(parseBurnIn(template), burnInFacts(canvas, facts), fonts);
}

describe.each(toolsets)("$name ffmpeg", ({ name, tools }) => {
  const ffmpeg = tools.ffmpeg.path;

  test.each(
    inTurn<[string, string, number]>(name, [
      ["25", "01:02:03:20", 12],
      ["24000/1001", "23:59:59:20", 12],
      ["30000/1001", "00:00:59;25", 12],
      ["30000/1001", "00:09:59;25", 12],
      ["30000/1001", "23:59:59;25", 12],
      ["60000/1001", "10:08:59;55", 12],
      ["60", "10:59:59:55", 12],
    ]),
  )("at %s fps from %s on, frame for frame as ffmpeg labels them", async (rate, timecode, frames) => {
    const canvas = { rate, frames, width: 320, height: 180 };
    const [ours] = chain("tl={timecode}", canvas, { timecode });
    const own = ours!.replace(/:text=.*?(?=:fontsize)/s, `:timecode=${filterValue(timecode)}:rate=${rate}`);
    expect(own).toContain(":timecode=");
    // Some builds count on past midnight unless told otherwise.
    const wanted = await burn(ffmpeg, [`${own}:tc24hmax=1`], canvas);
    const got = await burn(ffmpeg, [ours!], canvas);
    expect(got.bytes.length).toBe(320 * 180 * 1.5 * frames);
    expect(got.bytes.equals(wanted.bytes)).toBe(true);
    expect(lumaOf(got, 0).equals(lumaOf(got, frames - 1))).toBe(false);
  });

  test("the label of one frame is the text that it should be, with text around it", async () => {
    const canvas = { rate: "30000/1001", frames: 4, width: 640, height: 180 };
    const counted = chain("bl=TC {timecode} END", canvas, { timecode: "00:00:59;28" });
    const got = await burn(ffmpeg, counted, canvas);
    for (const [frame, label] of ["00:00:59;28", "00:00:59;29", "00:01:00;02", "00:01:00;03"].entries()) {
      const still = await burn(
        ffmpeg,
        chain(String.raw`bl=TC ${label.replace(";", "\\;")} END`, canvas),
        canvas,
      );
      expect(lumaOf(got, frame).equals(lumaOf(still, 0)), label).toBe(true);
    }
  });

  test("120 fps have three digits; frame numbers count from 0", async () => {
    const canvas = { rate: "120", frames: 2, width: 640, height: 180 };
    const got = await burn(
      ffmpeg,
      chain("bl={timecode} {frame}", canvas, { timecode: "01:00:00:099" }),
      canvas,
    );
    const still = await burn(ffmpeg, chain("bl=01:00:00:100 1", canvas), canvas);
    expect(lumaOf(got, 1).equals(lumaOf(still, 0))).toBe(true);
  });

  test.each(
    inTurn(name, [
      'it\'s 100% [A]:B, C;D = {E} \\ %{pts} %n "q" <b> $HOME `x` #1',
      "'",
      "\\",
      "%",
      "A\\:B\\\\'C'",
      "Szene äöü Ж ♥ Łódź",
      "-i /etc/passwd",
      ":text=x:fontsize=99",
    ]),
  )("%s is drawn as it is", async (name) => {
    const canvas = { width: 1280, height: 120 };
    const [ours] = chain("bl={name}", canvas, { name });
    const file = join(await tempFolder(), "text.txt");
    await writeFile(file, name);
    const plain = ours!.replace(
      /:text=.*?(?=:fontsize=\d+:fontcolor)/s,
      `:textfile=${filterPath(file)}:expansion=none`,
    );
    expect(plain).toContain("expansion=none");
    const got = await burn(ffmpeg, [ours!], canvas);
    expect(got.bytes.equals((await burn(ffmpeg, [plain], canvas)).bytes)).toBe(true);
    expect(changedBox(await burn(ffmpeg, [], canvas), got)).toBeDefined();
  });

  test("masks: black bars of the right height, the picture between them untouched", async () => {
    const size = [1920, 1080] as const;
    for (const [mask, bar] of [
      ["2.39", 138],
      ["1.85", 21],
      ["2:1", 60],
    ] as const) {
      const canvas = { width: size[0], height: size[1], picture: "testsrc2" };
      const before = await burn(ffmpeg, [], canvas);
      const after = await burn(ffmpeg, chain(`mask=${mask}`, canvas), canvas);
      const [a, b] = [lumaOf(before), lumaOf(after)];
      const [top, bottom] = [bar * size[0], (size[1] - bar) * size[0]];
      expect(b.subarray(0, top).every((luma) => luma === 16)).toBe(true);
      expect(b.subarray(bottom).every((luma) => luma === 16)).toBe(true);
      expect(a.subarray(top, bottom).equals(b.subarray(top, bottom))).toBe(true);
    }
  });
});

describe("where things are", () => {
  const ffmpeg = anyTools().ffmpeg.path;
  const canvas = { width: 1280, height: 720 };
  const boxOf = async (template: string, facts = {}) =>
    changedBox(await burn(ffmpeg, [], canvas), await burn(ffmpeg, chain(template, canvas, facts), canvas));

  test.each([
    ["tl", 64, "left", 36, "top"],
    ["tr", 1216, "right", 36, "top"],
    ["bl", 64, "left", 684, "bottom"],
    ["br", 1216, "right", 684, "bottom"],
  ] as const)("%s keeps to the action-safe edge", async (position, x, side, y, edge) => {
    const box = (await boxOf(`${position}=HELLO`))!;
    expect(Math.abs(box[side] - x)).toBeLessThanOrEqual(8);
    expect(Math.abs(box[edge] - y)).toBeLessThanOrEqual(12);
    expect(box.right - box.left).toBeLessThan(120);
    expect(box.bottom - box.top).toBeLessThan(40);
  });

  test("centred ones are in the middle", async () => {
    for (const template of ["tc=HELLO", "bc=HELLO", "watermark=HELLO"]) {
      const box = (await boxOf(template))!;
      expect(Math.abs((box.left + box.right) / 2 - 640)).toBeLessThan(6);
    }
  });

  test("long texts of a row do not meet, and none leaves the picture", async () => {
    const facts = { name: "N".repeat(70), metadata: { description: "D".repeat(300) } };
    const left = (await boxOf("bl={name}", facts))!;
    expect(left.right).toBeLessThan(1280 - 40);
    const both = chain("bl={name}; br={description}", canvas, facts);
    const before = await burn(ffmpeg, [], canvas);
    const first = changedBox(before, await burn(ffmpeg, [both[0]!], canvas))!;
    const second = changedBox(before, await burn(ffmpeg, [both[1]!], canvas))!;
    expect(first.right).toBeLessThan(second.left);
    expect([first.left > 0, second.right < 1279]).toEqual([true, true]);
  });

  test("side bars for what is narrower, half-clear ones, none where the ratio is the picture's", () => {
    expect(chain("mask=4:3", { width: 1920, height: 1080 })).toEqual([
      "drawbox=x=0:y=0:w=240:h=1080:color=black@1:t=fill",
      "drawbox=x=1680:y=0:w=240:h=1080:color=black@1:t=fill",
    ]);
    expect(chain("mask=2.39@50", { width: 1920, height: 1080 })[0]).toContain("h=138:color=black@0.5");
    expect(chain("mask=1.78", { width: 1920, height: 1080 })).toEqual([]);
    expect(chain("mask=16:9", { width: 1280, height: 720 })).toEqual([]);
  });

  test("what is not known of a clip is left out, or marked where the rest is", async () => {
    const same = async (template: string, plain: string, facts: Parameters<typeof burnInFacts>[1]) => {
      const [a, b] = [chain(template, canvas, facts), chain(plain, canvas)];
      expect(a).toEqual(b);
    };
    await same("bl={name} {scene}/{shot}/{take}", "bl=A001C001", {});
    await same("bl={name} {scene}/{shot}/{take}", "bl=A001C001 22A/-/3", {
      metadata: { scene: "22A", take: "3" },
    });
    await same("bl={timecode} {name}", "bl=A001C001", {});
    expect(chain("bl={scene}", canvas)).toEqual([]);
    await same("bl={date} {tstop} {shutter}", "bl=2024-04-26 T2.8 180°", {
      metadata: { date: "20240426", tStop: 2.8, shutter: 180 },
    });
    await same("bl={description}", "bl=two lines", { metadata: { description: " two\nlines\u0000 " } });
  });
});

test("an ffmpeg without drawtext is refused by name, a mask alone is not", () => {
  const { ffmpeg } = anyTools();
  const filters = new Set(ffmpeg.capabilities.filters);
  filters.delete("drawtext");
  const poor = { ...ffmpeg, capabilities: { ...ffmpeg.capabilities, filters } };
  expect(() => requireBurnIn(parseBurnIn("{name}"), poor)).toThrow(
    expect.objectContaining({
      code: "tool_missing",
      message: expect.stringContaining("needs drawtext") as string,
    }),
  );
  expect(() => requireBurnIn(parseBurnIn("mask=2.39"), poor)).not.toThrow();
  expect(() => requireBurnIn(parseBurnIn("{name}; mask=2.39"), ffmpeg)).not.toThrow();
});
