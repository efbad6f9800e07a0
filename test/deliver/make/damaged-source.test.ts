import { open, stat } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { runClip } from "../../support/make-clip.ts";
import { H264, makeSource, PRORES } from "../../support/media-sources.ts";
import { toolsets } from "../../support/media-toolsets.ts";
import { tempFolder } from "../../support/temp-folder.ts";

const SOURCES = {
  ProRes: { codec: PRORES },
  "H.264": { codec: [...H264, "-g", "12"], pixelFormat: "yuv420p" },
};

async function makeDamaged(
  kind: keyof typeof SOURCES,
  share: number | undefined,
  bytes?: number,
): Promise<string> {
  const recipe = { name: "A001C001.mov", size: "128x72", frames: 120, filters: "noise=alls=30:allf=t" };
  const path = await makeSource(await tempFolder(), { ...recipe, ...SOURCES[kind] });
  if (share === undefined) return path;
  const { size } = await stat(path);
  const file = await open(path, "r+");
  await file.write(Buffer.alloc(bytes ?? Math.round(size / 20)), 0, undefined, Math.round(size * share));
  await file.close();
  return path;
}

describe.each(toolsets)("with the $name ffmpeg", ({ tools }) => {
  describe.each(["ProRes", "H.264"] as const)("%s that is to be encoded", (kind) => {
    test.each([0.5, 0.93])(
      "is decoded once, by its render, which refuses it damaged at %d",
      async (share) => {
        const path = await makeDamaged(kind, share);
        const clip = await runClip(tools, path, { proxy: "always", leavesToRender: true });
        expect(clip.checked.verdicts.graded).toBe("encode");
        await expect(clip.make()).rejects.toMatchObject({ code: "spec_not_met" });
      },
    );

    test("is refused by a run that makes nothing where an end is damaged", async () => {
      const clip = await runClip(tools, await makeDamaged(kind, 0.93), { proxy: "always" });
      expect(clip.checked.verdicts.graded).toBe("reject");
    });

    test("goes up where it is whole", async () => {
      const whole = await makeDamaged(kind, undefined);
      expect(
        (await (await runClip(tools, whole, { proxy: "always", leavesToRender: true })).make()).facts,
      ).toMatchObject({ video: { frameCount: 120 } });
    });
  });

  test("a damage of which the decoder says no word, but marks the picture, is found", async () => {
    const path = await makeDamaged("ProRes", 0.5, 64);
    const clip = await runClip(tools, path, { proxy: "always", leavesToRender: true });
    await expect(clip.make()).rejects.toMatchObject({
      code: "spec_not_met",
      message: expect.stringContaining("corrupt decoded frame"),
    });
  });

  test("a file that goes up as it is or remuxed is proven before", async () => {
    const path = await makeDamaged("H.264", 0.93);
    const clip = await runClip(tools, path, { leavesToRender: true });
    expect(clip.checked.verdicts.graded).toBe("reject");
    expect(clip.checked.findings.map(({ rule }) => rule)).toContain("file.decodeEnds");
  });
});
