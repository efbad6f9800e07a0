import { access, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { makeProxy } from "../support/media-render.ts";
import { remux } from "../../src/media/remux.ts";
import { lastingPrograms } from "../support/media-processes.ts";
import { type PictureFacts, probeFacts } from "../support/media-probe.ts";
import { testShape } from "../support/media-shape.ts";
import { makeSource } from "../support/media-sources.ts";
import { anyTools, toolsets } from "../support/media-toolsets.ts";
import { tempFolder } from "../support/temp-folder.ts";

async function sourceAndTarget(frames = 25) {
  const folder = await tempFolder();
  const source = await makeSource(folder, { name: "source.mov", frames });
  const facts = await probeFacts(anyTools(), source);
  return { folder, source, facts, target: join(folder, "proxy.mp4.part") };
}

const withVideo = (facts: PictureFacts, video: Partial<PictureFacts["video"]>): PictureFacts => ({
  ...facts,
  video: { ...facts.video, ...video },
});

describe("a proxy that cannot be made", () => {
  test.each(toolsets)("by the $name ffmpeg tells what failed and leaves nothing", async ({ tools }) => {
    const { folder, source, facts, target } = await sourceAndTarget();
    await writeFile(source, "no longer a film");
    await writeFile(target, "left over from an earlier run");
    await expect(makeProxy(tools, { source, facts, target, shape: testShape })).rejects.toMatchObject({
      code: "proxy_failed",
      message: expect.stringContaining(source),
      context: {
        commandLine: expect.stringContaining("libx264"),
        exitCode: expect.any(Number),
        lastLines: expect.arrayContaining([expect.any(String)]),
      },
    });
    expect(await readdir(folder)).toEqual(["source.mov"]);
  });

  test("a cancelled one leaves neither file nor program", async () => {
    const { source, facts, target } = await sourceAndTarget(500);
    const cancel = new AbortController();
    const making = makeProxy(anyTools(), {
      source,
      facts,
      target,
      shape: { ...testShape, preset: "veryslow" },
      signal: cancel.signal,
      onProgress: () => cancel.abort(new Error("Ctrl-C")),
    });
    await expect(making).rejects.toThrow("Ctrl-C");
    await expect(access(target)).rejects.toThrow("ENOENT");
    expect(await lastingPrograms(target)).toEqual([]);
  });

  test("more frames than the source can have end it", async () => {
    const { source, facts, target } = await sourceAndTarget(300);
    const lying = withVideo(facts, { frameCount: 5 });
    await expect(
      makeProxy(anyTools(), { source, facts: lying, target, shape: testShape }),
    ).rejects.toMatchObject({ code: "proxy_failed", hint: expect.stringContaining("time stamps") });
    await expect(access(target)).rejects.toThrow("ENOENT");
  });

  test("an ffmpeg that has gone is said to be missing", async () => {
    const { source, facts, target } = await sourceAndTarget();
    const tools = anyTools();
    const gone = { ...tools, ffmpeg: { ...tools.ffmpeg, path: "/nowhere/ffmpeg" } };
    await expect(makeProxy(gone, { source, facts, target, shape: testShape })).rejects.toMatchObject({
      code: "tool_missing",
    });
  });

  test.skipIf(process.platform === "win32")("a full disk is said to be full", async () => {
    const { folder, source, facts, target } = await sourceAndTarget();
    const path = join(folder, "ffmpeg");
    const words = "av_interleaved_write_frame(): No space left on device";
    await writeFile(path, `#!/bin/sh\necho '${words}' >&2\nexit 1\n`, { mode: 0o755 });
    const tools = { ...anyTools(), ffmpeg: { ...anyTools().ffmpeg, path } };
    await expect(remux(tools, { source, facts, target })).rejects.toMatchObject({
      code: "insufficient_space",
    });
  });

  test("HDR without the filters for it is refused, with the way out", async () => {
    const { source, facts, target } = await sourceAndTarget();
    const tools = anyTools();
    const capabilities = { ...tools.ffmpeg.capabilities, filters: new Set(["scale"]) };
    const poor = { ...tools, ffmpeg: { ...tools.ffmpeg, capabilities } };
    const hdr = withVideo(facts, { colorTransfer: "smpte2084" });
    await expect(makeProxy(poor, { source, facts: hdr, target, shape: testShape })).rejects.toMatchObject({
      code: "proxy_failed",
      message: expect.stringContaining("zscale and tonemap"),
      hint: expect.stringContaining("libzimg"),
    });
  });

  test("Dolby Vision that others cannot show is refused rather than shown green", async () => {
    const { source, facts, target } = await sourceAndTarget();
    const dolby = withVideo(facts, { isDolbyVision: true, colorTransfer: undefined });
    await expect(
      makeProxy(anyTools(), { source, facts: dolby, target, shape: testShape }),
    ).rejects.toMatchObject({ code: "proxy_failed", message: expect.stringContaining("Dolby Vision") });
  });

  test("progress counts frames up to the total", async () => {
    const { source, facts, target } = await sourceAndTarget(50);
    const reports: [number, number][] = [];
    await makeProxy(anyTools(), {
      source,
      facts,
      target,
      shape: testShape,
      onProgress: (...report) => reports.push(report),
    });
    expect(reports.at(-1)).toEqual([50, 50]);
  });

  test("sound that cannot be decoded is warned of, and the picture made", async () => {
    const { source, facts, target } = await sourceAndTarget();
    const spatial = { streamIndex: 1, codec: "apac", channels: 4 } as PictureFacts["audio"][number];
    const made = await makeProxy(anyTools(), {
      source,
      facts: { ...facts, audio: [spatial] },
      target,
      shape: testShape,
    });
    expect(made.audioStreams).toEqual([]);
    expect(made.warnings).toEqual([expect.stringContaining("apac")]);
  });
});
