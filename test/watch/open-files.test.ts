import { link, mkdir, open, rename } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { findWriters, writerOf } from "../../src/watch/open-files.ts";
import { lookAt } from "../../src/watch/walk-folder.ts";
import { tempFolder } from "../support/temp-folder.ts";

describe.runIf(process.platform === "linux")("files that are open", () => {
  test("for writing have a writer, under whatever name they are seen", async () => {
    const folder = await tempFolder();
    const file = await open(join(folder, "a.mov"), "w");
    await link(join(folder, "a.mov"), join(folder, "b.mov"));
    await mkdir(join(folder, "c"));
    await rename(join(folder, "a.mov"), join(folder, "c/a.mov"));
    const writers = await findWriters();
    for (const name of ["b.mov", "c/a.mov"]) {
      const look = await lookAt(join(folder, name));
      expect(writerOf(look!, writers)).toMatchObject({ pid: process.pid });
    }
    await file.close();
    expect(writerOf((await lookAt(join(folder, "b.mov")))!, await findWriters())).toBeUndefined();
  });

  test("for reading have none", async () => {
    const path = join(await tempFolder(), "a.mov");
    await (await open(path, "w")).close();
    const file = await open(path, "r");
    expect(writerOf((await lookAt(path))!, await findWriters())).toBeUndefined();
    await file.close();
  });
});
