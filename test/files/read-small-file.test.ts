import { execFile } from "node:child_process";
import { mkdir, symlink, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { readSmallFile } from "../../src/files/read-small-file.ts";
import { tempFolder } from "../support/temp-folder.ts";

const isWindows = process.platform === "win32";
const LIMIT = { maxBytes: 1000 };

describe("readSmallFile", () => {
  test("reads a file as long as it may be, and no longer one", async () => {
    const path = join(await tempFolder(), "a.xml");
    await writeFile(path, "x".repeat(1000));
    expect(await readSmallFile(path, LIMIT)).toHaveLength(1000);
    await truncate(path, 1001);
    await expect(readSmallFile(path, LIMIT)).rejects.toMatchObject({
      fault: "too-large",
      message: "it is larger than 1000 bytes",
    });
  });

  test("a file that is not there is the file system's own error", async () => {
    await expect(readSmallFile(join(await tempFolder(), "a"), LIMIT)).rejects.toMatchObject({
      code: "ENOENT",
    });
  });

  test.skipIf(isWindows)("a pipe and a folder are not read", async () => {
    const folder = await tempFolder();
    await promisify(execFile)("mkfifo", [join(folder, "pipe")]);
    for (const path of [join(folder, "pipe"), folder])
      await expect(readSmallFile(path, LIMIT)).rejects.toMatchObject({ fault: "not-a-file" });
  });

  test.runIf(process.platform === "linux")(
    "a file that says nought of its size and goes on is cut",
    async () => {
      await expect(readSmallFile("/proc/cpuinfo", { maxBytes: 10 })).rejects.toMatchObject({
        fault: "too-large",
      });
    },
  );

  test.skipIf(isWindows)("a link is followed only where a person named it", async () => {
    const folder = await tempFolder();
    await mkdir(join(folder, "card"));
    await writeFile(join(folder, "real.csv"), "a");
    const link = join(folder, "card/link.csv");
    await symlink(join(folder, "real.csv"), link);
    expect((await readSmallFile(link, LIMIT)).toString()).toBe("a");
    await expect(readSmallFile(link, { ...LIMIT, within: join(folder, "card") })).rejects.toMatchObject({
      fault: "elsewhere",
    });
    await symlink("/dev/zero", join(folder, "card/zero"));
    await expect(readSmallFile(join(folder, "card/zero"), LIMIT)).rejects.toMatchObject({
      fault: "not-a-file",
    });
  });

  test.skipIf(isWindows)("nothing behind a folder that leads elsewhere is read", async () => {
    const [card, other] = [await tempFolder(), await tempFolder()];
    await writeFile(join(other, "a.xml"), "a");
    await symlink(other, join(card, "sub"));
    await expect(readSmallFile(join(card, "sub/a.xml"), { ...LIMIT, within: card })).rejects.toMatchObject({
      fault: "elsewhere",
    });
  });
});
