import { appendFile, stat, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import type { FoundFile } from "../../src/domain/clip.ts";
import { identifySource, isSameSource, requireUnchanged } from "../../src/ledger/source-identity.ts";
import { tempFolder } from "../support/temp-folder.ts";

async function found(path: string): Promise<FoundFile> {
  const { size, mtimeMs } = await stat(path);
  return { path, relativePath: "A001C001.mp4", sizeBytes: size, mtimeMs };
}

describe("a source", () => {
  let path = "";
  beforeEach(async () => {
    path = join(await tempFolder(), "A001C001.mp4");
    await writeFile(path, Buffer.alloc(3_000_000, 7));
  });

  test("is the same after a copy that changed its time", async () => {
    const known = await identifySource(await found(path));
    await utimes(path, new Date(), new Date(Date.now() - 3_600_000));
    expect(await isSameSource(known, await found(path))).toBe(true);
  });

  test.each([
    ["its head", 0],
    ["its tail", 2_999_999],
  ])("is another one when %s differs, although size is equal", async (_, at) => {
    const known = await identifySource(await found(path));
    const bytes = Buffer.alloc(3_000_000, 7);
    bytes[at] = 8;
    await writeFile(path, bytes);
    await utimes(path, new Date(), new Date(Date.now() - 3_600_000));
    expect(await isSameSource(known, await found(path))).toBe(false);
  });

  test("is another one when its size differs, although the time is equal", async () => {
    const file = await found(path);
    const known = await identifySource(file);
    expect(await isSameSource(known, { ...file, sizeBytes: file.sizeBytes + 1 })).toBe(false);
  });

  test("that grows or vanishes while it is read is deferred", async () => {
    const file = await found(path);
    await expect(requireUnchanged(file)).resolves.toBeUndefined();
    await appendFile(path, "more");
    await expect(requireUnchanged(file)).rejects.toMatchObject({ code: "card_changed" });
    await expect(requireUnchanged({ ...file, path: `${path}.gone` })).rejects.toMatchObject({
      code: "card_changed",
    });
  });
});

describe("a source of several files", () => {
  async function threeFiles() {
    const folder = await tempFolder();
    const parts: FoundFile[] = [];
    for (const name of ["GX010001.MP4", "GX020001.MP4", "GX030001.MP4"]) {
      const path = join(folder, name);
      await writeFile(path, name.repeat(100));
      parts.push({ ...(await found(path)), relativePath: name });
    }
    const again = async () => {
      const files = await Promise.all(
        parts.map(async ({ path, relativePath }) => ({ ...(await found(path)), relativePath })),
      );
      return { ...files[0]!, parts: files };
    };
    return { parts, file: { ...parts[0]!, parts }, again, last: parts[2]!.path };
  }

  test("is named by all of them, and is the same while all of them are", async () => {
    const { file, again } = await threeFiles();
    const known = await identifySource(file);
    expect(known).toMatchObject({
      path: "GX010001.MP4",
      parts: [{ path: "GX020001.MP4" }, { path: "GX030001.MP4" }],
    });
    expect(await isSameSource(known, await again())).toBe(true);
  });

  test("is another one when its last file is, or when a file is gone or added", async () => {
    const { file, parts, again, last } = await threeFiles();
    const known = await identifySource(file);
    expect(await isSameSource(known, parts[0]!)).toBe(false);
    expect(await isSameSource(known, { ...file, parts: parts.slice(0, 2) })).toBe(false);
    expect(await isSameSource(await identifySource(parts[0]!), file)).toBe(false);
    await appendFile(last, "more");
    expect(await isSameSource(known, await again())).toBe(false);
    await expect(requireUnchanged(file)).rejects.toMatchObject({
      code: "card_changed",
      message: expect.stringContaining("GX030001.MP4"),
    });
  });
});
