// A folder that somebody else wrote an odailies.toml into: nothing of it is run until the user allows it.
import { access, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { programIn } from "../support/run-odailies.ts";
import { tempFolder } from "../support/temp-folder.ts";

test("a stranger's odailies.toml runs nothing, is warned about once, and counts once it is allowed", async () => {
  const home = await tempFolder();
  const program = programIn(home);
  const mark = join(home, "data", "started");
  await mkdir(join(home, "data"));
  await writeFile(join(home, "run.sh"), `#!/bin/sh\ntouch '${mark}'\nexit 1\n`, { mode: 0o755 });
  const file = join(home, "odailies.toml");
  await writeFile(file, 'ffmpeg = "./run.sh"\nnotify = "https://evil.example/"\n', { mode: 0o644 });
  const isStarted = () =>
    access(mark).then(
      () => true,
      () => false,
    );

  const listed = await program.run(["clips", "list", "--to", "local", "--library", "lib"]);
  expect(listed.exitCode).toBe(0);
  expect(listed.stderr.match(/is not trusted/g)).toHaveLength(1);
  expect(listed.stderr).toContain(
    `ffmpeg, notify. If you know who wrote it: odailies config trust '${file}'`,
  );

  const asJson = await program.run(["jobs", "list", "--to", "local", "--library", "lib", "--json"]);
  expect(asJson.lines().slice(0, 2)).toMatchObject([
    { type: "start" },
    { type: "warning", code: "config_not_trusted" },
  ]);

  const shown = await program.run(["config"]);
  expect(shown.stdout).toMatch(/config file +\S+odailies\.toml +found here or above/);
  expect(shown.stdout).toMatch(/ffmpeg \(not taken\) +\.\/run\.sh/);
  const doctor = await program.run(["doctor"]);
  expect(doctor.stdout).toMatch(/config file +found +\S+odailies\.toml; not taken.*: ffmpeg, notify/);
  expect(await isStarted()).toBe(false);

  const trusted = await program.run(["config", "trust"]);
  expect(trusted.exitCode).toBe(0);
  expect(trusted.stderr).toContain(
    "From now on this counts, too: ffmpeg = ./run.sh, notify = https://evil.example/",
  );
  expect(trusted.stderr).not.toContain("is not trusted");
  expect((await program.run(["doctor"])).stdout).toMatch(/config file +trusted/);
  expect(await isStarted()).toBe(true);
});

test("the address of a webhook is shown by no command, whether it sends or not", async () => {
  const program = programIn(await tempFolder());
  const env = { ODAILIES_NOTIFY: "https://hooks.example/services/hook-s3cret" };
  const clips = await program.run(["clips", "list", "--to", "local", "--library", "lib", "--json"], env);
  expect(clips.lineOf("start")).toMatchObject({ options: { notify: "[redacted]" } });
  const config = await program.run(["config"], env);
  expect(`${clips.stdout}${clips.stderr}${config.stdout}${config.stderr}`).not.toContain("s3cret");
});

test("what fails early says as JSON what did not count and how it ended, wherever JSON was asked for", async () => {
  const home = await tempFolder();
  const program = programIn(home);
  await mkdir(join(home, "card"));
  await writeFile(join(home, "odailies.toml"), 'json = true\ntoken-file = "secret.txt"\n');
  const ingest = await program.run(["ingest", "card", "--to", "odailies"]);
  expect(ingest.exitCode).toBe(2);
  expect(ingest.lines()).toMatchObject([
    { type: "warning", code: "config_not_trusted", message: expect.stringContaining("token-file") as string },
    { type: "result", code: "usage", exit_code: 2 },
  ]);
  expect(ingest.stderr).toBe("");

  const clips = await programIn(await tempFolder()).run(["clips", "list", "--to", "odailies"], {
    ODAILIES_JSON: "1",
  });
  expect(clips.exitCode).toBe(2);
  expect(clips.lines()).toMatchObject([{ type: "start" }, { type: "result", code: "usage" }]);
});
