import { appendFile, stat, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import type { FoundFile } from "../../../src/domain/clip.ts";
import {
  identifySource,
  isSameSource,
  requireUnchanged,
} from "../../../src/pipeline/state/source-identity.ts";
import { tempFolder } from "../../support/temp-folder.ts";

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
