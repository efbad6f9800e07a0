import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { compareMedia } from "../../src/media/compare-media.ts";
import { makeProxy } from "../support/media-render.ts";
import { probeFacts } from "../support/media-probe.ts";
import { readBeep, readFlash } from "../support/media-readings.ts";
import { testShape } from "../support/media-shape.ts";
import { H264, keepTimes, makeSource, runFfmpeg } from "../support/media-sources.ts";
import { inTurn, toolsets } from "../support/media-toolsets.ts";
import { tempFolder } from "../support/temp-folder.ts";

const BLACK_THEN_WHITE = [
  "drawbox=t=fill:color=black:enable='lt(t,0.79)'",
  "drawbox=t=fill:color=white:enable='gte(t,0.79)'",
].join(",");
const BEEP_AT_800_MS = "aevalsrc=exprs='if(gte(t,0.8),0.8*sin(2*PI*1000*t),0)':s=48000";

describe.each(toolsets)("picture and sound of a proxy by the $name ffmpeg", ({ name, tools }) => {
  async function makeAndCompare(source: string, target: string) {
    const facts = await probeFacts(tools, source);
    await makeProxy(tools, { source, facts, target, shape: testShape });
    const proxy = await probeFacts(tools, target);
    expect(compareMedia(facts, proxy, "encode")).toEqual([]);
    expect(proxy.audio[0]!.durationSeconds).toBeCloseTo(proxy.video.durationSeconds!, 1);
    return { flash: await readFlash(target), beep: await readBeep(target), proxy };
  }

  test.each(
    inTurn(name, [
      ["picture", ["-itsoffset", "0.2"], [], 20, 0.6],
      ["sound", [], ["-itsoffset", "0.2"], 20, 1],
    ] as const),
  )("keep their distance when the %s starts late", async (_, delayV, delayA, frame, second) => {
    const folder = await tempFolder();
    const plain = await makeSource(folder, {
      name: "plain.mov",
      frames: 50,
      filters: BLACK_THEN_WHITE,
      sound: [BEEP_AT_800_MS],
    });
    const source = join(folder, "late.mov");
    const inputs = [...delayV, "-i", plain, ...delayA, "-i", plain];
    await runFfmpeg([...inputs, "-map", "0:v", "-map", "1:a", "-c", "copy", source]);

    const { flash, beep } = await makeAndCompare(source, join(folder, "proxy.mp4"));

    expect(flash).toBe(frame);
    expect(Math.abs(beep - second)).toBeLessThan(0.02);
  });

  test.each(
    inTurn(name, [
      ["25", 25],
      ["30", 30],
      ["24000/1001", 24000],
    ]),
  )("put each of 150 frames at %s fps on a tick of its own, from a clock of %d Hz", async (rate, hertz) => {
    const folder = await tempFolder();
    const source = await makeSource(folder, {
      name: "clock.mov",
      size: "64x36",
      rate,
      frames: 150,
      codec: H264,
      pixelFormat: "yuv420p",
      options: ["-video_track_timescale", String(hertz)],
    });
    const facts = await probeFacts(tools, source);
    await makeProxy(tools, { source, facts, target: join(folder, "proxy.mp4"), shape: testShape });
    const proxy = await probeFacts(tools, join(folder, "proxy.mp4"));
    expect(proxy.video).toMatchObject({ isConstantRate: true, frameCount: 150 });
  });

  test("go on behind the joint of two streams that were joined byte by byte", async () => {
    const folder = await tempFolder();
    const part = await makeSource(folder, {
      ...{ name: "part.mts", size: "64x36", frames: 50, codec: H264, pixelFormat: "yuv420p" },
      ...{ filters: BLACK_THEN_WHITE, sound: [BEEP_AT_800_MS], soundCodec: ["-c:a", "ac3"] },
    });
    const source = join(folder, "joined.mts");
    const bytes = await readFile(part);
    await writeFile(source, Buffer.concat([bytes, bytes]));
    const facts = await probeFacts(tools, source);
    const target = join(folder, "proxy.mp4");
    await makeProxy(tools, { source, facts, target, shape: testShape });
    const { video } = await probeFacts(tools, target);
    expect(Math.abs((video.frameCount ?? 0) - 100)).toBeLessThanOrEqual(1);
  });

  describe("of a film cut open at its start", () => {
    async function makeCut(name: string) {
      const folder = await tempFolder();
      const whole = await makeSource(folder, {
        ...{ name: "whole.mts", size: "320x180", frames: 60, pixelFormat: "yuv420p" },
        codec: ["-c:v", "mpeg2video", "-g", "12", "-bf", "2", "-b:v", "3M"],
        filters: BLACK_THEN_WHITE.replaceAll("0.79", "1.59"),
        sound: [BEEP_AT_800_MS.replaceAll("0.8)", "1.6)")],
        soundCodec: ["-c:a", "mp2"],
      });
      const source = join(folder, name);
      await runFfmpeg(["-ss", "0.6", "-i", whole, "-c:v", "copy", "-c:a", "pcm_s16le", source]);
      expect((await probeFacts(tools, source)).video.undecodableLeadSeconds).toBeCloseTo(0.08, 2);
      return { source, ...(await makeAndCompare(source, join(folder, "proxy.mp4"))) };
    }

    test("stay together", async () => {
      const { flash, beep } = await makeCut("cut.mkv");
      expect(Math.abs(flash / 25 - beep)).toBeLessThan(1.1 / 25);
    });

    test("keep their place in the timecode", async () => {
      const { source, flash } = await makeCut("cut.mxf");
      expect(flash).toBe(await readFlash(source));
    });
  });

  test("do not grow when there is little behind a gap", async () => {
    const folder = await tempFolder();
    const source = await makeSource(folder, {
      name: "phone.mp4",
      rate: "30",
      frames: 12,
      codec: H264,
      pixelFormat: "yuv420p",
      filters: "select='not(between(n,1,8))'",
      options: keepTimes(),
    });
    const facts = await probeFacts(tools, source);
    const target = join(folder, "proxy.mp4");
    await makeProxy(tools, { source, facts, target, shape: testShape });
    expect((await probeFacts(tools, target)).video.frameCount).toBe(12);
  });

  test.each(
    inTurn(name, [
      ["here and there", "not(between(mod(n,11),4,6))"],
      ["right behind the first frame", "not(between(n,1,9))"],
      ["before the last frame", "not(between(n,50,58))"],
    ]),
  )("stay together when frames are missing %s", async (_, select) => {
    const folder = await tempFolder();
    const source = await makeSource(folder, {
      name: "phone.mp4",
      rate: "30",
      frames: 60,
      codec: H264,
      pixelFormat: "yuv420p",
      filters: `${BLACK_THEN_WHITE},select='${select}'`,
      sound: [BEEP_AT_800_MS],
      soundCodec: ["-c:a", "aac"],
      options: keepTimes(),
    });

    const { flash, beep, proxy } = await makeAndCompare(source, join(folder, "proxy.mp4"));

    expect(proxy.video).toMatchObject({ isConstantRate: true, frameRate: { num: 30, den: 1 } });
    expect(Math.abs(flash / 30 - beep)).toBeLessThan(1.1 / 30);
  });
});
