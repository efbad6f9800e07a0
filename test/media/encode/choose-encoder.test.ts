import { chmod, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { chooseEncoder } from "../../../src/media/encode/choose-encoder.ts";
import type { MediaTools } from "../../../src/media/find-media-tools.ts";
import { testShape } from "../../support/media-shape.ts";
import { anyTools } from "../../support/media-toolsets.ts";
import { never } from "../../support/net-client.ts";
import { tempFolder } from "../../support/temp-folder.ts";

const tools = anyTools();

/** An ffmpeg whose nvenc works, because libx264 does its work; `spoil` is put behind what it would encode. */
async function withChip(spoil: readonly string[] = []): Promise<MediaTools> {
  const path = join(await tempFolder(), "ffmpeg");
  const script = `#!${process.execPath}
const { spawnSync } = require("node:child_process");
const drop = new Set(["-rc", "-no-scenecut", "-forced-idr"]);
const args = process.argv.slice(2);
const kept = args.filter((arg, at) => !drop.has(arg) && !drop.has(args[at - 1]));
const mapped = kept.map((arg) => (arg === "h264_nvenc" ? "libx264" : arg));
mapped.splice(-1, 0, ...(args.includes("h264_nvenc") ? ${JSON.stringify(spoil)} : []));
process.exit(spawnSync(${JSON.stringify(tools.ffmpeg.path)}, mapped, { stdio: "inherit" }).status ?? 1);
`;
  await writeFile(path, script);
  await chmod(path, 0o755);
  const { capabilities } = tools.ffmpeg;
  const encoders = new Set(["libx264", "aac", "mjpeg", "h264_nvenc"]);
  return { ...tools, ffmpeg: { ...tools.ffmpeg, path, capabilities: { ...capabilities, encoders } } };
}

const withoutChips: MediaTools = {
  ...tools,
  ffmpeg: {
    ...tools.ffmpeg,
    capabilities: { ...tools.ffmpeg.capabilities, encoders: new Set(["libx264", "aac", "mjpeg"]) },
  },
};

const choose = async (from: MediaTools, wanted: Parameters<typeof chooseEncoder>[1]) => {
  const { encoder, warning } = await chooseEncoder(from, wanted, testShape, never);
  return { name: encoder.name, warning };
};

describe.skipIf(process.platform === "win32")("the encoder", () => {
  test("is x264 where nothing else is asked for", async () => {
    expect(await choose(await withChip(), "x264")).toEqual({ name: "x264", warning: undefined });
  });

  test.each(["auto", "nvenc"] as const)(
    "of a chip is taken once it has encoded something (%s)",
    async (wanted) => {
      expect(await choose(await withChip(), wanted)).toEqual({ name: "nvenc", warning: undefined });
    },
  );

  test.each([
    ["that fails", ["-level:v", "none"]],
    ["that loses pictures", ["-frames:v", "20"]],
  ])("of a chip %s is not taken, and it is said why", async (_, spoil) => {
    const chip = await withChip(spoil);
    expect(await choose(chip, "auto")).toEqual({ name: "x264", warning: undefined });
    const { name, warning } = await choose(chip, "nvenc");
    expect(name).toBe("x264");
    expect(warning).toMatch(/^The encoder nvenc does not work here \(.+\); proxies are made with x264\.$/);
  });

  test("that ffmpeg was built without is named", async () => {
    expect(await choose(withoutChips, "auto")).toEqual({ name: "x264", warning: undefined });
    expect((await choose(withoutChips, "qsv")).warning).toContain("lacks h264_qsv");
  });
});
