import { mkdir, readdir, symlink } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { expect, test } from "vitest";
import { takeLock } from "../../src/ledger/lock.ts";
import { tempFolder } from "../support/temp-folder.ts";

test("the second run on a card and destination is told who has it", async () => {
  const state = await tempFolder();
  const lock = await takeLock(state, "project", ["/card"]);
  await expect(takeLock(state, "project", ["/card"])).rejects.toMatchObject({
    code: "locked",
    exitCode: 23,
    message: expect.stringContaining(`process ${process.pid}`) as string,
  });
  const elsewhere = await takeLock(state, "other", ["/card"]);
  await elsewhere.release();
  await lock.release();
  const again = await takeLock(state, "project", ["/card"]);
  await again.release();
});

test("a folder is locked against runs on folders in it and around it, by whatever path, and not against others", async () => {
  const state = await tempFolder();
  const root = await tempFolder();
  await mkdir(join(root, "day/A001/_graded"), { recursive: true });
  await symlink(join(root, "day"), join(root, "link"));
  const at = (...paths: string[]) =>
    takeLock(
      state,
      "project",
      paths.map((path) => join(root, path)),
    );
  const lock = await at("day/A001");
  for (const path of ["day", "day/A001/_graded", "link/A001", "."]) {
    await expect(at(path), path).rejects.toMatchObject({ code: "locked" });
  }
  await expect(at("day/B001", "day/A001")).rejects.toMatchObject({ code: "locked" });
  const beside = await at("day/B001", "day/C001");
  await expect(at("day")).rejects.toThrow(`Another run has a folder in ${join(root, "day")}.`);
  await beside.release();
  await lock.release();
  await (await at("day")).release();
});

test("a holder that was killed holds nothing", async () => {
  const state = await tempFolder();
  await (await takeLock(state, "project", ["/card"])).release();
  const name = (await readdir(join(state, "locks"))).find((entry) => entry.endsWith(".lock")) ?? "";
  const script = `const Database = require("libsql");
    new Database(${JSON.stringify(join(state, "locks", name))}).exec("BEGIN EXCLUSIVE");
    console.log("held"); setInterval(() => {}, 1000);`;
  const holder = execa(process.execPath, ["-e", script], { cwd: import.meta.dirname, reject: false });
  await holder.iterable()[Symbol.asyncIterator]().next();
  await expect(takeLock(state, "project", ["/card"])).rejects.toMatchObject({ code: "locked" });

  holder.kill("SIGKILL");
  await holder;
  const lock = await takeLock(state, "project", ["/card"]);
  await lock.release();
});
