import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { expect, test } from "vitest";
import { takeLock } from "../../../src/pipeline/state/lock.ts";
import { tempFolder } from "../../support/temp-folder.ts";

test("the second run on a card and destination is told who has it", async () => {
  const state = await tempFolder();
  const lock = await takeLock(state, "project", "/card");
  await expect(takeLock(state, "project", "/card")).rejects.toMatchObject({
    code: "locked",
    exitCode: 23,
    message: expect.stringContaining(`process ${process.pid}`) as string,
  });
  const elsewhere = await takeLock(state, "other", "/card");
  await elsewhere.release();
  await lock.release();
  const again = await takeLock(state, "project", "/card");
  await again.release();
});

test("a holder that was killed holds nothing", async () => {
  const state = await tempFolder();
  await (await takeLock(state, "project", "/card")).release();
  const name = (await readdir(join(state, "locks"))).find((entry) => entry.endsWith(".lock")) ?? "";
  const script = `const Database = require("libsql");
    new Database(${JSON.stringify(join(state, "locks", name))}).exec("BEGIN EXCLUSIVE");
    console.log("held"); setInterval(() => {}, 1000);`;
  const holder = execa(process.execPath, ["-e", script], { cwd: import.meta.dirname, reject: false });
  await holder.iterable()[Symbol.asyncIterator]().next();
  await expect(takeLock(state, "project", "/card")).rejects.toMatchObject({ code: "locked" });

  holder.kill("SIGKILL");
  await holder;
  const lock = await takeLock(state, "project", "/card");
  await lock.release();
});
