import { join } from "node:path";
import { writeFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { addPerson } from "../support/kitsu-rows.ts";
import { type KitsuServer, startKitsuServer } from "../support/kitsu-server.ts";
import { FIXTURE_CARD, programIn } from "../support/run-odailies.ts";
import { tempFolder } from "../support/temp-folder.ts";
import { inputsOf } from "../support/thorough.ts";

const SHEET = join(FIXTURE_CARD, "continuity.csv");
const PASSING = "A001C001_261120_R1AA";

async function start() {
  const server = await startKitsuServer();
  server.switches.needsMovies = true;
  const program = programIn(await tempFolder());
  const to = ["--to", "kitsu", "--api", server.url, "--project", server.project.name];
  return { server, program, to, env: { ODAILIES_KITSU_TOKEN: server.botToken } };
}

const dataOf = ({ entities }: KitsuServer, clip: string) => entities.find(({ name }) => name === clip)?.data;

test("a card goes to Kitsu once, and can be shown, changed, asked after and verified there", async () => {
  const { server, program, to, env } = await start();
  const args = ["ingest", FIXTURE_CARD, "--metadata", SHEET, "--json", "--preset", "ultrafast", ...to];
  const run = await program.run(args, env);
  expect(run.exitCode, run.stderr).toBe(5);
  expect(run.lineOf("result")).toMatchObject({ counts: { done: 3, rejected: 1, failed: 0 } });
  expect(run.stdout + run.stderr).not.toContain(server.botToken);
  expect(server.previews.map(({ status }) => status)).toEqual(server.previews.map(() => "ready"));
  expect(server.comments).toHaveLength(3);
  expect(dataOf(server, PASSING)).toMatchObject({ scene: "22", take: "1", fps: expect.any(String) });

  const before = server.writes().length;
  const again = await program.run(args, env);
  expect(again.lineOf("result")).toMatchObject({ counts: { skipped: 3 }, bytes_uploaded: 0 });
  expect(server.writes()).toHaveLength(before);

  const listed = await program.run(["clips", "list", "--json", ...to], env);
  expect(listed.clip(PASSING)).toMatchObject({ metadata: { scene: "22", take: "1" } });
  const set = await program.run(["clips", "set", PASSING, "take=7", ...to], env);
  expect(set.exitCode, set.stderr).toBe(0);
  expect(dataOf(server, PASSING)).toMatchObject({ take: "7", scene: "22" });
  const status = await program.run(["status", FIXTURE_CARD, "--json", ...to], env);
  expect(status.clip(PASSING)).toMatchObject({ status: "done" });
  const verified = await program.run(["verify", FIXTURE_CARD, "--json", ...to], env);
  expect(verified.clip(PASSING)).toMatchObject({ status: "done" });
});

/** Before and after a shot, a comment, an empty preview and its bytes are there; one of them in `npm test`. */
const KILLS = inputsOf(
  [
    "POST /pictures",
    "POST /data/projects/.*/shots",
    "POST /actions/tasks/.*/comment$",
    "add-preview$",
    "playlists",
  ],
  () => "a kill",
);

test.each(KILLS)(
  "a program that is killed at %s is followed by one that ends whole, and doubles nothing",
  async (at) => {
    const { server, program, to, env } = await start();
    const args = ["ingest", FIXTURE_CARD, "--metadata", SHEET, "--json", "--preset", "ultrafast", ...to];
    const killed = program.start(args, env);
    server.observe((when, { method, path }) => {
      if (when === "after" && method !== "GET" && new RegExp(at).test(`${method} ${path}`))
        killed.kill("SIGKILL");
      return undefined;
    });
    expect((await killed).signal).toBe("SIGKILL");
    const run = await program.run(args, env);
    expect(run.exitCode, run.stderr).toBe(5);
    const shots = server.entities.filter(({ type }) => type === "Shot").map(({ name }) => name);
    expect(shots).toHaveLength(3);
    expect(new Set(shots).size).toBe(3);
    expect([server.tasks.length, server.comments.length]).toEqual([3, 3]);
    const previews = server.previews.map(({ original_name }) => original_name);
    expect(new Set(previews).size).toBe(previews.length);
    expect(server.previews.map(({ status, revision }) => [status, revision])).toEqual(
      server.previews.map(() => ["ready", 1]),
    );
    expect(server.playlists.map(({ name }) => name)).toEqual([
      ...new Set(server.playlists.map(({ name }) => name)),
    ]);
  },
);

test("settings of its own come from the table of a config file", async () => {
  const { server, program, to, env } = await start();
  const config = join(program.home, "own.toml");
  await writeFile(config, '[destinations.kitsu]\ntask-type = "Compositing"\nplaylist = "none"\n');
  const run = await program.run(
    ["ingest", FIXTURE_CARD, "--config", config, "--preset", "ultrafast", ...to],
    env,
  );
  expect(run.exitCode, run.stderr).toBe(5);
  const type = server.taskTypes.find(({ name }) => name === "Compositing")?.id;
  expect(server.tasks.map(({ task_type_id }) => task_type_id)).toEqual([type, type, type]);
  expect(server.playlists).toEqual([]);
});

test("the token of another system is never sent to it", async () => {
  const { server, program, to } = await start();
  addPerson(server, { email: "x@film.test", role: "manager" });
  const run = await program.run(["clips", "list", ...to], { ODAILIES_TOKEN: "token-of-odailies" });
  expect(run.exitCode).not.toBe(0);
  expect(server.requests.filter(({ authorization }) => authorization !== undefined)).toEqual([]);
});
