import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { compareMedia } from "../../src/media/compare-media.ts";
import { renderClip } from "../../src/media/encode/render-clip.ts";
import { probeFacts } from "../support/media-probe.ts";
import {
  readBarCodes,
  readJpegBars,
  readLoudness,
  toBt709Codes,
  worstDistance,
} from "../support/media-readings.ts";
import { testShape } from "../support/media-shape.ts";
import { BAR_COLORS, H264, TAGGED_BT709, makeSource, type SourceRecipe } from "../support/media-sources.ts";
import { inTurn, toolsets } from "../support/media-toolsets.ts";
import { tempFolder } from "../support/temp-folder.ts";

const FULL = [...TAGGED_BT709, "-color_range", "pc"];

/** Swaps red and blue: wrong order, wrong matrix and a look that is left out all show. */
const SWAP = [0, 1].flatMap((b) => [0, 1].flatMap((g) => [0, 1].map((r) => `${b} ${g} ${r}`))).join("\n");

const colors = BAR_COLORS.map((hex) => [0, 2, 4].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)));
const swapped = colors.map((color) => color.toReversed());

describe.each(toolsets)("one decode by the $name ffmpeg", ({ name, tools }) => {
  async function sourceOf(recipe: Omit<SourceRecipe, "name">) {
    const folder = await tempFolder();
    const source = await makeSource(folder, { name: "source.mov", ...recipe });
    await writeFile(join(folder, "look.cube"), `LUT_3D_SIZE 2\n${SWAP}\n`);
    return { folder, source, facts: await probeFacts(tools, source), shape: testShape };
  }

  test.each(
    inTurn(name, [
      ["ProRes 4:2:2", {}],
      ["RGB 4:4:4", { codec: ["-c:v", "png"], pixelFormat: "rgb24" }],
      ["full range", { range: "pc", codec: H264, pixelFormat: "yuvj420p", tags: FULL }],
      ["BT.601", { matrix: "bt601", size: "320x240", tags: ["-colorspace", "smpte170m"] }],
    ] as const),
  )("gives graded and LOG file and still of %s", async (_, recipe) => {
    const made = await sourceOf({
      ...{ sound: ["sine=440"], timecode: "01:00:00:00", frames: 12 },
      ...recipe,
    });
    const { folder, facts } = made;
    const done = await renderClip(tools, {
      ...made,
      graded: { file: "graded.mp4", look: ["lut3d=file=look.cube:interp=tetrahedral"] },
      log: { file: "log.mp4" },
      still: { file: "still.jpg", atSeconds: 0.2, maxWidth: 160 },
    });
    const codesOf = (made: { path: string } | undefined) => readBarCodes(made!.path);
    expect(worstDistance(await codesOf(done.graded), swapped.map(toBt709Codes))).toBeLessThanOrEqual(2);
    expect(worstDistance(await codesOf(done.log), colors.map(toBt709Codes))).toBeLessThanOrEqual(2);
    expect(worstDistance(await readJpegBars(done.still!.path), swapped)).toBeLessThanOrEqual(6);
    for (const { path } of [done.graded!, done.log!]) {
      expect(compareMedia(facts, await probeFacts(tools, path), "encode")).toEqual([]);
      expect(Math.min(...(await readLoudness(path)))).toBeGreaterThan(0.05);
    }
    expect(await readdir(folder)).toContain("still.jpg");
  });

  test("takes the still from the frame that was asked for, and the last one behind the end", async () => {
    const flash = "drawbox=t=fill:color=white:enable='eq(n,7)'";
    const made = await sourceOf({ frames: 10, filters: flash });
    const brightness = async (atSeconds: number) => {
      const still = { file: "still.jpg", atSeconds, maxWidth: 320 };
      const done = await renderClip(tools, { ...made, graded: { file: "graded.mp4" }, still });
      return (await readJpegBars(done.still!.path))[7]![0]!;
    };
    expect(await brightness(7 / 25)).toBeGreaterThan(200);
    expect(await brightness(6 / 25)).toBeLessThan(60);
    expect(await brightness(99)).toBeLessThan(60);
  });

  test("tells its progress before it comes to the still", async () => {
    const made = await sourceOf({ frames: 500 });
    const counts: number[] = [];
    await renderClip(tools, {
      ...{ ...made, shape: { ...made.shape, preset: "veryslow" } },
      graded: { file: "graded.mp4" },
      still: { file: "still.jpg", atSeconds: 19.9, maxWidth: 320 },
      onProgress: (done) => counts.push(done),
    });
    expect(counts[0]).toBeLessThan(400);
  });

  describe("finds", () => {
    async function contentOf(recipe: Omit<SourceRecipe, "name">) {
      const made = await sourceOf({ frames: 50, ...recipe });
      return (await renderClip(tools, { ...made, log: { file: "log.mp4" } })).content;
    }
    const canFreeze = tools.ffmpeg.capabilities.filters.has("freezedetect");
    const moving = "noise=alls=60:allf=t";

    test("nothing in a moving picture with a round tone", async () => {
      const content = await contentOf({ filters: moving, sound: ["sine=440,volume=-6dB"] });
      expect(content).toMatchObject({ blackShare: 0, frozenShare: canFreeze ? 0 : undefined });
      expect(content.sound!.peakDb).toBeLessThan(-6);
      expect(content.sound!.flatnessDb).toBeLessThan(6);
    });

    test("how long it is black, to its end", async () => {
      const black = "drawbox=t=fill:color=black:enable='gte(n,25)'";
      expect((await contentOf({ filters: black })).blackShare).toBeCloseTo(0.5, 1);
    });

    test("a picture that stands still", async () => {
      expect((await contentOf({})).frozenShare).toBe(canFreeze ? 1 : undefined);
    });

    test("sound without anything on it", async () => {
      expect((await contentOf({ sound: ["anullsrc=r=48000:cl=mono"] })).sound!.peakDb).toBe(-200);
    });

    test("no sound at all", async () => {
      expect((await contentOf({})).sound).toBeUndefined();
    });

    test("sound whose tops are cut off", async () => {
      const { sound } = await contentOf({ sound: ["sine=440:sample_rate=48000,volume=40dB"] });
      expect(sound!.peakDb).toBeGreaterThan(-0.1);
      expect(sound!.flatnessDb).toBeGreaterThan(6);
    });

    test("no flat tops where full scale is only touched", async () => {
      const touching = "aevalsrc='0.99999*sin(2*PI*441*t)':s=48000";
      expect((await contentOf({ sound: [touching] })).sound!.flatnessDb).toBeLessThan(6);
    });
  });
});
