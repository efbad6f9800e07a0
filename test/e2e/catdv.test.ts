import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { startCatdvServer } from "../support/catdv-server.ts";
import { FIXTURE_CARD, programIn } from "../support/run-odailies.ts";
import { tempFolder } from "../support/temp-folder.ts";
import { inputsOf } from "../support/thorough.ts";

const SHEET = join(FIXTURE_CARD, "continuity.csv");
const PASSING = "A001C001_261120_R1AA";

async function start() {
  const server = await startCatdvServer({ fields: ["Scene", "Shot", "Take", "Lens"] });
  const program = programIn(await tempFolder());
  const proxies = join(program.home, "proxies");
  await mkdir(proxies, { recursive: true });
  const config = join(program.home, "own.toml");
  await writeFile(
    config,
    `[destinations.catdv]\napi = "${server.api}"\nproject = "${server.catalogue}"\nuser = "${server.user}"\n` +
      `media-folder = "proxies"\nfields = { lens = "Lens" }\n`,
  );
  const to = ["--to", "catdv", "--config", config];
  return { server, program, proxies, to, env: { ODAILIES_CATDV_TOKEN: server.password } };
}

test("a card goes to CatDV once, and can be shown, changed, asked after and verified there", async () => {
  const { server, program, proxies, to, env } = await start();
  const args = ["ingest", FIXTURE_CARD, "--metadata", SHEET, "--json", "--preset", "ultrafast", ...to];
  const run = await program.run(args, env);
  expect(run.exitCode, run.stderr).toBe(5);
  expect(run.lineOf("result")).toMatchObject({ counts: { done: 3, rejected: 1, failed: 0 } });
  expect(run.stdout + run.stderr).not.toContain(server.password);
  expect(server.seats.taken).toBe(0);
  const clip = server.catalogues.clips.find(({ name }) => name === PASSING);
  expect(clip).toMatchObject({
    in: { fmt: expect.any(Number), secs: expect.any(Number) },
    fields: { "dailies.scene": "22", "dailies.take": "1" },
    media: { filePath: join(proxies, "_graded", `${PASSING}.mp4`) },
    posterID: expect.any(Number),
  });
  expect(await readdir(join(proxies, "_graded"))).toHaveLength(3);

  const isWrite = (request: string) => /^(?:POST|PUT) \/(?!session)/.test(request);
  const before = server.requests.filter(isWrite).length;
  const again = await program.run(args, env);
  expect(again.lineOf("result")).toMatchObject({ counts: { skipped: 3 }, bytes_uploaded: 0 });
  expect(server.requests.filter(isWrite)).toHaveLength(before);

  const listed = await program.run(["clips", "list", "--json", ...to], env);
  expect(listed.clip(PASSING)).toMatchObject({ metadata: { scene: "22", take: "1" } });
  const set = await program.run(["clips", "set", PASSING, "take=7", ...to], env);
  expect(set.exitCode, set.stderr).toBe(0);
  expect(clip?.["fields"]).toMatchObject({ "dailies.take": "7", "dailies.scene": "22" });
  const status = await program.run(["status", FIXTURE_CARD, "--json", ...to], env);
  expect(status.clip(PASSING)).toMatchObject({ status: "done" });
  const verified = await program.run(["verify", FIXTURE_CARD, "--json", ...to], env);
  expect(verified.clip(PASSING)).toMatchObject({ status: "done" });
  expect(server.seats.taken).toBe(0);
});

const KILLS = inputsOf(
  ["POST /clips", "POST /session", "PUT /clips/", "thumbnails", "DELETE /session"],
  () => "a kill",
);

test.each(KILLS)(
  "a run that is killed at %s leaves no seat taken once the next one has begun",
  async (at) => {
    const { server, program, to, env } = await start();
    const args = ["ingest", FIXTURE_CARD, "--json", "--preset", "ultrafast", ...to];
    const killed = program.start(args, env);
    server.observe((request, when) => {
      if (request.includes(at) && when === "after") killed.kill("SIGKILL");
    });
    expect((await killed).signal).toBe("SIGKILL");
    expect(server.seats.taken).toBe(at === "DELETE /session" ? 0 : 1);
    const run = await program.run(args, env);
    expect(run.exitCode, run.stderr).toBe(5);
    expect(server.seats.taken).toBe(0);
    expect(server.catalogues.clips).toHaveLength(3);
  },
);

test("the token of another system is never sent to it, and a user is asked for", async () => {
  const { server, program, to } = await start();
  const run = await program.run(["clips", "list", ...to], { ODAILIES_TOKEN: "token-of-odailies" });
  expect(run.exitCode).not.toBe(0);
  expect(server.requests).toEqual([]);
  const args = ["clips", "list", "--to", "catdv", "--api", server.api, "--project", server.catalogue];
  const nobody = await program.run(args, { ODAILIES_CATDV_TOKEN: server.password });
  expect(nobody.stderr).toContain("CatDV cannot be reached without a user.");
});
