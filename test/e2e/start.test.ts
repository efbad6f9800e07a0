// What is asked for on the way to something else is answered without loading what it does not need.
import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { expect, test } from "vitest";
import { programIn } from "../support/run-odailies.ts";
import { tempFolder } from "../support/temp-folder.ts";

/** Names of this program's files that Node loaded. */
async function loadedBy(...args: readonly string[]): Promise<readonly string[]> {
  const folder = await tempFolder();
  const { exitCode, stderr } = await programIn(folder).run(args, { NODE_V8_COVERAGE: folder });
  expect(exitCode, stderr).toBe(0);
  const report = (await readdir(folder)).find((name) => name.startsWith("coverage-"))!;
  const { result } = JSON.parse(await readFile(join(folder, report), "utf8")) as {
    result: { url: string }[];
  };
  return result.flatMap(({ url }) => (url.startsWith("file:") ? basename(url) : []));
}

test("whoever asks for the version waits for no more than that", async () => {
  expect((await loadedBy("--version")).toSorted()).toEqual(["cli.js", "odailies.js", "start.js"]);
});

test("the list of commands loads no settings and no command", async () => {
  const [list, help] = await Promise.all([loadedBy("--help"), loadedBy("status", "--help")]);
  expect(help).toContain("settings.js");
  expect(list).not.toContain("settings.js");
  expect(list.length).toBeLessThan(help.length);
  for (const command of ["ingest.js", "status.js"]) expect(help).not.toContain(command);
});
