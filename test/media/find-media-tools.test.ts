import { readFile, readdir, stat, symlink, utimes, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { findMediaTools } from "../../src/media/find-media-tools.ts";
import { makeExecutable } from "../../src/media/make-executable.ts";
import { readCapabilities } from "../../src/media/read-capabilities.ts";
import { anyTools, toolsets } from "../support/media-toolsets.ts";
import { tempFolder } from "../support/temp-folder.ts";

const NOTHING_ON_PATH = { PATH: "" };

/** A program that answers like ffmpeg but has been built without H.264. */
const POOR_FFMPEG = `#!/bin/sh
case "$2" in
  -version) echo "ffmpeg version 9.9-poor Copyright" ;;
  -muxers) echo "  E mp4             MP4" ;;
esac
`;

describe("finding ffmpeg and ffprobe", () => {
  test("without one on the PATH the one that npm brings is used", async () => {
    const { ffmpeg, ffprobe } = await findMediaTools({ env: NOTHING_ON_PATH });
    expect(["ffmpeg-static", "@ffmpeg-installer/ffmpeg"]).toContain(ffmpeg.source);
    expect(["beside", "ffprobe-static"]).toContain(ffprobe.source);
    expect(ffmpeg.capabilities.encoders.has("libx264")).toBe(true);
  });

  test.each(toolsets)("the $name ffmpeg is known by what it can do", ({ tools }) => {
    const { capabilities } = tools.ffmpeg;
    expect(capabilities.encoders.has("libx264")).toBe(true);
    expect(capabilities.encoders.has("h264")).toBe(false);
    expect(capabilities.decodableCodecs.has("prores")).toBe(true);
    expect(capabilities.decodableCodecs.has("libx264")).toBe(false);
    expect(capabilities.filters.has("yadif")).toBe(true);
    expect(capabilities.muxers.has("mp4")).toBe(true);
    expect(capabilities.bitstreamFilters.has("h264_metadata")).toBe(true);
    expect(capabilities.options.has("i")).toBe(false);
    expect(capabilities.options.has("vsync") || capabilities.options.has("fps_mode")).toBe(true);
  });

  test("one on the PATH that lacks an encoder is passed over, and doctor can say why", async () => {
    const folder = await tempFolder();
    const path = join(folder, "ffmpeg");
    await writeFile(path, POOR_FFMPEG, { mode: 0o755 });
    const { ffmpeg, candidates } = await findMediaTools({ env: { PATH: folder } });
    expect(ffmpeg.path).not.toBe(path);
    expect(candidates.find((candidate) => candidate.path === path)).toMatchObject({
      source: "PATH",
      chosen: false,
      why: expect.stringContaining("version 9.9-poor lacks libx264"),
    });
  });

  test("a build of 2018 is used with a warning that names the risk and the package that mends it", async () => {
    const { ffmpeg, warning } = await findMediaTools({ env: NOTHING_ON_PATH });
    if (ffmpeg.source !== "@ffmpeg-installer/ffmpeg") return;
    expect(warning).toContain("ffmpeg of 2018");
    expect(warning).toContain("apt install ffmpeg");
  });

  test.skipIf(toolsets.every(({ name }) => name !== "system"))("the system's own is used without one", () => {
    const system = toolsets.find(({ name }) => name === "system");
    expect(system?.tools.ffmpeg.year).toBeGreaterThan(2019);
    expect(system?.tools.warning).toBeUndefined();
  });

  test("a relative PATH entry is not searched: it could be a card", async () => {
    const { candidates } = await findMediaTools({ env: { PATH: "bin:." } });
    expect(candidates.find(({ source }) => source === "PATH")?.path).toBeUndefined();
  });

  test("the ffprobe beside the chosen ffmpeg comes first", async () => {
    const folder = await tempFolder();
    const { ffmpeg, ffprobe } = anyTools();
    await symlink(ffmpeg.path, join(folder, "ffmpeg"));
    await symlink(ffprobe.path, join(folder, "ffprobe"));
    const found = await findMediaTools({ ffmpeg: join(folder, "ffmpeg") });
    expect(found.ffprobe).toMatchObject({ source: "beside", path: join(folder, "ffprobe") });
    expect(found.ffmpeg.source).toBe("user");
  });

  test.each([
    ["is not there", "/nowhere/ffmpeg", "ENOENT"],
    ["is another program", process.execPath, "failed"],
  ])("a user's choice that %s is an error, not skipped", async (_, ffmpeg, why) => {
    await expect(findMediaTools({ ffmpeg })).rejects.toMatchObject({
      code: "tool_missing",
      message: expect.stringContaining(why),
      hint: expect.stringContaining("path"),
    });
  });

  test("a user's ffprobe that does not work is an error too", async () => {
    await expect(findMediaTools({ ffprobe: "/nowhere/ffprobe" })).rejects.toMatchObject({
      code: "tool_missing",
      message: expect.stringContaining("/nowhere/ffprobe"),
    });
  });

  test("nobody's file is made executable but npm's", async () => {
    const path = join(await tempFolder(), "notes.txt");
    await writeFile(path, "#!/bin/sh\nexit 0\n", { mode: 0o644 });
    await expect(findMediaTools({ ffmpeg: path })).rejects.toMatchObject({ code: "tool_missing" });
    expect((await stat(path)).mode & 0o111).toBe(0);
  });

  test("what a binary can do is kept in the cache folder until the binary changes", async () => {
    const folder = await tempFolder();
    const cacheFolder = join(folder, "cache");
    const path = join(folder, "ffmpeg");
    await writeFile(path, POOR_FFMPEG, { mode: 0o755 });
    expect((await readCapabilities(path, cacheFolder)).version).toBe("9.9-poor");
    expect(await readdir(cacheFolder)).toHaveLength(1);

    await writeFile(path, POOR_FFMPEG.replace("9.9-poor", "9.9-rich"));
    await utimes(path, 1_000, 1_000);
    expect((await readCapabilities(path, cacheFolder)).version).toBe("9.9-rich");
    expect(await readdir(cacheFolder)).toHaveLength(2);
  });

  test("the next process runs nothing again, unless the cache entry is damaged", async () => {
    const folder = await tempFolder();
    const cacheFolder = join(folder, "cache");
    const path = join(folder, "ffmpeg");
    await writeFile(path, POOR_FFMPEG.replace("case", 'echo run >> "$0.log"\ncase'), { mode: 0o755 });
    const readInNewProcess = async () => {
      vi.resetModules();
      const fresh = await import("../../src/media/read-capabilities.ts");
      return (await fresh.readCapabilities(path, cacheFolder)).version;
    };
    const runs = async () => (await readFile(`${path}.log`, "utf8")).split("\n").length - 1;

    await readInNewProcess();
    const first = await runs();
    expect(await readInNewProcess()).toBe("9.9-poor");
    expect(await runs()).toBe(first);

    const [entry] = await readdir(cacheFolder);
    await writeFile(join(cacheFolder, entry!), "{");
    expect(await readInNewProcess()).toBe("9.9-poor");
    expect(await runs()).toBe(2 * first);
  });
});

describe.skipIf(process.platform === "win32")("a binary without the run bit", () => {
  test("gets it", async () => {
    const path = join(await tempFolder(), "tool");
    await writeFile(path, "#!/bin/sh\n", { mode: 0o644 });
    expect(await makeExecutable(path, undefined)).toBe(path);
    expect((await stat(path)).mode & 0o100).toBe(0o100);
  });

  test.runIf(process.platform === "linux")("is copied where it may not be changed", async () => {
    const cacheFolder = join(await tempFolder(), "cache");
    const unchangeable = "/proc/self/cmdline";
    const copy = await makeExecutable(unchangeable, cacheFolder);
    expect(dirname(copy)).toBe(cacheFolder);
    expect((await stat(copy)).mode & 0o100).toBe(0o100);
    expect(await makeExecutable(unchangeable, cacheFolder)).toBe(copy);
    await expect(makeExecutable(unchangeable, undefined)).rejects.toThrow("EPERM");
  });

  test("that is not there is an error", async () => {
    const folder = await tempFolder();
    await expect(makeExecutable(join(folder, "tool"), folder)).rejects.toThrow("ENOENT");
  });
});
