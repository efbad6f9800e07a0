import { readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { convertToPng } from "../../src/media/convert-to-png.ts";
import { makeStill } from "../../src/media/make-still.ts";
import { probeFacts } from "../support/media-probe.ts";
import { readPngBars, worstBar } from "../support/media-readings.ts";
import { makeSource } from "../support/media-sources.ts";
import { toolsets } from "../support/media-toolsets.ts";
import { tempFolder } from "../support/temp-folder.ts";

describe.each(toolsets)("a PNG by the $name ffmpeg", ({ tools }) => {
  test("has the JPEG's colours, and is never larger", async () => {
    const folder = await tempFolder();
    const source = await makeSource(folder, { name: "a.mov", frames: 1 });
    // A name that is a pattern to ffmpeg's image formats, and an option to its command line.
    const jpeg = join(folder, "-still %03d:a.jpg");
    const facts = await probeFacts(tools, source);
    await makeStill(tools, { source, facts, at: { seconds: 0 }, target: jpeg, maxWidth: 1280 });
    for (const [maxWidth, width, height] of [
      [160, 160, 90],
      [1280, 320, 180],
    ] as const) {
      const target = join(folder, `${maxWidth}.png`);
      await convertToPng(tools, { source: jpeg, target, maxWidth });
      const header = (await readFile(target)).subarray(0, 26);
      expect([header.readUInt32BE(16), header.readUInt32BE(20)]).toEqual([width, height]);
      expect(worstBar(await readPngBars(target))).toBeLessThanOrEqual(4);
    }
  });

  test("is not made of what is no JPEG", async () => {
    const folder = await tempFolder();
    const target = join(folder, "a.png");
    for (const [name, content] of [
      ["text.jpg", "no picture"],
      ["list.jpg", "#EXTM3U\n#EXTINF:1,\n/etc/passwd\n"],
      ["svg.jpg", '<svg xmlns="http://www.w3.org/2000/svg"/>'],
    ] as const) {
      const source = join(folder, name);
      await writeFile(source, content);
      await expect(convertToPng(tools, { source, target, maxWidth: 320 }), name).rejects.toMatchObject({
        code: "proxy_failed",
      });
      await expect(stat(target)).rejects.toThrow(/ENOENT/);
    }
  });
});
