// Machines that lack what one takes for granted: a home folder, ffmpeg.
import { chmod } from "node:fs/promises";
import { execaSync } from "execa";
import { expect, test } from "vitest";
import { programIn } from "../support/run-odailies.ts";
import { tempFolder } from "../support/temp-folder.ts";

const asNobody = ["setpriv", "--reuid=54321", "--regid=54321", "--clear-groups", "env", "-u", "HOME"];
const canBeNobody =
  execaSync(asNobody[0]!, [...asNobody.slice(1), "true"], { reject: false, stdio: "ignore" }).exitCode === 0;
const NO_FOLDERS = { XDG_DATA_HOME: "", XDG_CACHE_HOME: "", XDG_CONFIG_HOME: "", XDG_STATE_HOME: "" };

test.skipIf(!canBeNobody)(
  "a user id without a name and a home works, and is told where receipts lie",
  async () => {
    const home = await tempFolder();
    const temporary = await tempFolder();
    for (const folder of [home, temporary]) await chmod(folder, 0o777);
    const program = programIn(home).under(asNobody);
    const run = await program.run(["clips", "list", "--to", "local"], { ...NO_FOLDERS, TMPDIR: temporary });
    expect(run.exitCode, run.stderr).toBe(0);
    expect(run.stderr).toContain(`written down in ${temporary}/odailies-54321`);
  },
);

test("what needs no ffmpeg runs without it", async () => {
  const program = programIn(await tempFolder());
  const without = ["--ffmpeg", "/nowhere/ffmpeg"];
  expect(await program.run(["clips", "list", "--to", "local", ...without])).toMatchObject({ exitCode: 0 });
  expect(await program.run(["jobs", "list", "--to", "local", ...without])).toMatchObject({ exitCode: 0 });
  expect(await program.run(["doctor", ...without])).toMatchObject({ exitCode: 20 });
});
