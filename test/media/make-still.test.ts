import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { MediaFacts } from "../../src/domain/media-facts.ts";
import { makeStill, middleSeconds } from "../../src/media/make-still.ts";
import { probeFacts } from "../support/media-probe.ts";
import { readFlash, readJpegBars, readPngBars, worstBar } from "../support/media-readings.ts";
import { H264, makeSource, turnTrack } from "../support/media-sources.ts";
import { inTurn, toolsets } from "../support/media-toolsets.ts";
import { tempFolder } from "../support/temp-folder.ts";

/** Width and height as the JPEG's own frame header says (ITU-T T.81, B.2.2). */
async function jpegSize(path: string): Promise<[number, number]> {
  const bytes = await readFile(path);
  expect(bytes.subarray(0, 2)).toEqual(Buffer.from([0xff, 0xd8]));
  const frame = bytes.indexOf(Buffer.from([0xff, 0xc0]));
  return [bytes.readUInt16BE(frame + 7), bytes.readUInt16BE(frame + 5)];
}

describe.each(toolsets)("a still by the $name ffmpeg", ({ name, tools }) => {
  test.each(
    inTurn(name, [
      ["legal BT.709", { name: "a.mov" }],
      ["untagged BT.601", { name: "a.mov", matrix: "bt601", tags: [] }],
      [
        "full range",
        {
          name: "a.mp4",
          codec: H264,
          pixelFormat: "yuvj420p",
          range: "pc",
          tags: ["-colorspace", "bt709", "-color_range", "pc"],
        },
      ],
    ] as const),
  )("has the colours of %s", async (_, recipe) => {
    const folder = await tempFolder();
    const source = await makeSource(folder, recipe);
    const facts = await probeFacts(tools, source);
    const target = join(folder, "A001.jpg.part");
    const made = await makeStill(tools, { source, facts, at: { seconds: 0.5 }, target, maxWidth: 1280 });
    expect(made.sizeBytes).toBe((await readFile(target)).length);
    expect(await jpegSize(target)).toEqual([320, 180]);
    expect(worstBar(await readJpegBars(target))).toBeLessThanOrEqual(3);
  });

  test("is the very picture of its time as PNG, with its colours", async () => {
    const folder = await tempFolder();
    const flash = "drawbox=t=fill:c=white:enable='eq(n,5)'";
    const source = await makeSource(folder, { name: "a.mov", frames: 8, filters: flash });
    const facts = await probeFacts(tools, source);
    const still = async (seconds: number) => {
      const target = join(folder, `${seconds}.png`);
      await makeStill(tools, { source, facts, at: { seconds }, target, maxWidth: 160, format: "png" });
      return target;
    };
    const plain = await still(0);
    const header = (await readFile(plain)).subarray(0, 26);
    expect([header.readUInt32BE(16), header.readUInt32BE(20), header[25]]).toEqual([160, 90, 2]);
    expect(worstBar(await readPngBars(plain))).toBeLessThanOrEqual(3);
    // Half a picture before each begins.
    for (const [seconds, isFlash] of [
      [0.14, false],
      [0.18, true],
      [0.22, false],
    ] as const) {
      expect(await readFlash(await still(seconds)), String(seconds)).toBe(isFlash ? 0 : -1);
    }
  });

  test("is upright and has square pixels", async () => {
    const folder = await tempFolder();
    const source = await makeSource(folder, {
      name: "a.mov",
      codec: H264,
      pixelFormat: "yuv420p",
      frames: 3,
      size: "160x180",
      filters: "setsar=2/1",
    });
    await turnTrack(source, 90);
    const facts = await probeFacts(tools, source);
    const target = join(folder, "a.jpg");
    await makeStill(tools, { source, facts, at: { seconds: 0 }, target, maxWidth: 240 });
    expect(await jpegSize(target)).toEqual([136, 240]);
  });

  test("is the frame that was asked for", async () => {
    const folder = await tempFolder();
    const source = await makeSource(folder, {
      name: "a.mov",
      frames: 30,
      codec: [...H264, "-g", "100"],
      pixelFormat: "yuv420p",
      filters: "drawbox=t=fill:color=black:enable='lt(n,15)',drawbox=t=fill:color=white:enable='gte(n,15)'",
    });
    const facts = await probeFacts(tools, source);
    const target = join(folder, "a.jpg");
    await makeStill(tools, { source, facts, at: { seconds: middleSeconds(facts) }, target, maxWidth: 320 });
    expect(await readFlash(target)).toBe(0);
    await makeStill(tools, { source, facts, at: { seconds: 14 / 25 }, target, maxWidth: 320 });
    expect(await readFlash(target)).toBe(-1);
  });

  test("behind the end is the first frame", async () => {
    const folder = await tempFolder();
    const source = await makeSource(folder, { name: "a.mov", frames: 5 });
    const facts = await probeFacts(tools, source);
    const target = join(folder, "100%d.jpg");
    await makeStill(tools, { source, facts, at: { seconds: 60 }, target, maxWidth: 320 });
    expect(await jpegSize(target)).toEqual([320, 180]);
  });
});

describe("the middle of a clip", () => {
  const facts = (video: Partial<NonNullable<MediaFacts["video"]>>) =>
    ({ container: { durationSeconds: 8 }, video }) as MediaFacts;

  test("is its middle frame at a constant rate", () => {
    const video = { frameCount: 48, isConstantRate: true, frameRate: { num: 24, den: 1 } };
    expect(middleSeconds(facts(video))).toBe(1);
  });

  test("is half its length otherwise", () => {
    expect(middleSeconds(facts({ durationSeconds: 3, isConstantRate: false }))).toBe(1.5);
    expect(middleSeconds(facts({}))).toBe(4);
  });
});
