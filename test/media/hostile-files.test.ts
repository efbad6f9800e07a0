import { copyFile, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { inputArguments } from "../../src/media/input-arguments.ts";
import { makeProxy } from "../support/media-render.ts";
import { makeStill } from "../../src/media/make-still.ts";
import { probeFile } from "../../src/media/probe-file.ts";
import { remux } from "../../src/media/remux.ts";
import { mediaFacts, videoFacts } from "../support/media-facts.ts";
import { probeFacts } from "../support/media-probe.ts";
import { sharedFolder } from "../support/media-shared-folder.ts";
import { testShape } from "../support/media-shape.ts";
import { H264, makeSource, patchBox } from "../support/media-sources.ts";
import { anyTools, toolsets } from "../support/media-toolsets.ts";
import { tempFolder } from "../support/temp-folder.ts";

const sources = sharedFolder();

const ODD_NAMES = [
  "-i.mov",
  "100%d.mov",
  "frame%03d.mov",
  "a:b.mov",
  "concat:a|b.mov",
  "file:x.mov",
  `it's "quoted".mov`,
  "two\nlines.mov",
  "[0:v]; $(id) & `id`.mov",
  "\u00e4\u0308 \u2603 \u{1F3AC}.mov",
  " spaces .mov",
  "*?.mov",
];

describe.skipIf(process.platform === "win32")("odd names", () => {
  test.each(ODD_NAMES)("%j is only a name", async (name) => {
    const folder = await tempFolder();
    const source = join(folder, name);
    await copyFile(await sources.once("mov", (at) => makeSource(at, { name: "a.mov", frames: 3 })), source);
    const tools = anyTools();
    const facts = await probeFacts(tools, source);
    const target = join(folder, `${name}.part`);
    await makeProxy(tools, { source, facts, target, shape: testShape });
    expect((await probeFacts(tools, target)).video.frameCount).toBe(3);
    await makeStill(tools, { source, facts, at: { seconds: 0 }, target: `${target}.jpg`, maxWidth: 320 });
    const h264 = { name: "a.mp4", codec: H264, pixelFormat: "yuv420p", frames: 3 };
    await copyFile(await sources.once("mp4", (at) => makeSource(at, h264)), source);
    await remux(tools, { source, facts: await probeFacts(tools, source), target });
    expect((await probeFacts(tools, target)).video.frameCount).toBe(3);
  });
});

test("a relative name is no option and no protocol", () => {
  expect(inputArguments({ path: "-dash.mov", kind: "iso" }).at(-1)).toBe("file:-dash.mov");
});

describe.each(toolsets)("files that would make the $name ffprobe open others", ({ tools }) => {
  async function problemOf(path: string) {
    const result = await probeFile(tools, path);
    return "problem" in result ? result.problem : undefined;
  }

  async function folderWithVictim() {
    const folder = await tempFolder();
    const codec = [...H264, "-f", "mpegts"];
    await makeSource(folder, { name: "victim.ts", codec, pixelFormat: "yuv420p" });
    return folder;
  }

  test.each([
    ["an HLS playlist", "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nvictim.ts\n#EXT-X-ENDLIST\n"],
    ["a concat list", "ffconcat version 1.0\nfile victim.ts\n"],
    ["a DASH manifest", `<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011"><Period/></MPD>`],
  ])("%s named like a clip is not followed", async (_, text) => {
    const folder = await folderWithVictim();
    for (const name of ["A001.mp4", "A001.mov", "A001.m3u8"]) {
      await writeFile(join(folder, name), text);
      expect(await problemOf(join(folder, name))).toMatchObject({ code: "unreadable" });
    }
  });

  test("a playlist behind a false first box is not followed either", async () => {
    const folder = await folderWithVictim();
    const path = join(folder, "A001.mp4");
    const box = Buffer.concat([Buffer.from([0, 0, 0, 8]), Buffer.from("free")]);
    await writeFile(path, Buffer.concat([box, Buffer.from("#EXTM3U\n#EXTINF:1,\nvictim.ts\n")]));
    expect(await problemOf(path)).toBeDefined();
  });

  test("a reference movie is told, not followed", async () => {
    const path = await makeSource(await tempFolder(), { name: "reference.mov", frames: 2 });
    const NOT_IN_THIS_FILE = 0;
    await patchBox(path, "dref", (body) => body.writeUInt32BE(NOT_IN_THIS_FILE, 16));
    expect(await problemOf(path)).toMatchObject({
      code: "undecodable",
      message: expect.stringContaining("reference movie"),
    });
  });

  test("a codec that no camera writes is named, not decoded", async () => {
    const folder = await tempFolder();
    const recipe = { name: "lossless.mkv", frames: 2, codec: ["-c:v", "magicyuv"], pixelFormat: "yuv420p" };
    expect(await problemOf(await makeSource(folder, recipe))).toMatchObject({
      code: "undecodable",
      message: expect.stringContaining("magicyuv"),
    });
  });

  test.each([
    ["a.mxf", "yuv422p", ["-c:v", "mpeg2video", "-b:v", "20M"]],
    ["a.mov", "yuv422p10le", ["-c:v", "v210"]],
    ["a.avi", "yuvj420p", ["-c:v", "mjpeg"]],
    ["a.mov", "yuv422p", ["-c:v", "dnxhd", "-b:v", "36M"]],
    ["a.3gp", "yuv420p", ["-c:v", "h263"]],
  ])("%s in %s, as cameras write it, is read", async (name, pixelFormat, codec) => {
    const is = { h263: "352x288", dnxhd: "1920x1080" }[codec[1] ?? ""] ?? "320x180";
    const source = await makeSource(await tempFolder(), { name, pixelFormat, codec, frames: 3, size: is });
    expect(await problemOf(source)).toBeUndefined();
  });

  test("a picture size that would fill the memory does not get that far", async () => {
    const folder = await tempFolder();
    const recipe = { name: "huge.mov", frames: 2, codec: ["-c:v", "png"], pixelFormat: "rgb24" };
    const source = await makeSource(folder, recipe);
    const bytes = await readFile(source);
    for (let at = bytes.indexOf("IHDR"); at > 0; at = bytes.indexOf("IHDR", at + 1)) {
      bytes.writeUInt32BE(16_000, at + 4);
      bytes.writeUInt32BE(16_000, at + 8);
    }
    await writeFile(source, bytes);
    expect(await problemOf(source)).toMatchObject({ code: "undecodable" });
    const target = join(folder, "proxy.mp4");
    const facts = mediaFacts({ video: videoFacts(), audio: [] });
    const making = makeProxy(tools, { source, facts, target, shape: testShape });
    await expect(making).rejects.toMatchObject({
      code: "proxy_failed",
      context: { lastLines: expect.arrayContaining([expect.stringContaining("pixel count")]) },
    });
  });
});
