import { join } from "node:path";
import { expect, test } from "vitest";
import { sha256Of } from "../support/editor-library.ts";
import { startEditorServer } from "../support/editor-server.ts";
import { FIXTURE_CARD, programIn } from "../support/run-odailies.ts";
import { tempFolder } from "../support/temp-folder.ts";
import { inputsOf } from "../support/thorough.ts";

const SHEET = join(FIXTURE_CARD, "continuity.csv");
const PASSING = "A001C001_261120_R1AA";

async function start() {
  const server = await startEditorServer();
  const program = programIn(await tempFolder());
  const to = ["--to", "html5-editor", "--api", server.api, "--project", "My Film"];
  const args = ["ingest", FIXTURE_CARD, "--metadata", SHEET, "--json", "--preset", "ultrafast", ...to];
  return { server, program, to, args, env: { ODAILIES_HTML5_EDITOR_TOKEN: server.token } };
}

test("a card goes to the editor once, each clip into its scene's folder, and can be asked after there", async () => {
  const { server, program, to, args, env } = await start();
  const run = await program.run(args, env);
  expect(run.exitCode, run.stderr).toBe(5);
  expect(run.lineOf("result")).toMatchObject({ counts: { done: 3, rejected: 1, failed: 0 } });
  expect(run.stdout + run.stderr).not.toContain(server.token);
  const media = [...server.media.values()];
  expect(media.map(({ status }) => status)).toEqual(["ready", "ready", "ready"]);
  const passing = media.find(({ name }) => name.endsWith(` ${PASSING}.mp4`));
  expect(passing?.name).toMatch(/^22-/);
  expect(server.folders.get(passing?.folder ?? "")?.name).toBe("Scene 22");
  const { files } = run.clip(PASSING) as { files?: unknown };
  expect(files).toMatchObject([{ role: "graded", sha256: sha256Of(passing!) }]);

  const writes = () => server.requests.filter((each) => !each.startsWith("GET")).length;
  const before = writes();
  const again = await program.run(args, env);
  expect(again.lineOf("result")).toMatchObject({ counts: { skipped: 3 }, bytes_uploaded: 0 });
  expect(writes()).toBe(before);
  const status = await program.run(["status", FIXTURE_CARD, "--json", ...to], env);
  expect(status.clip(PASSING), JSON.stringify(status.clip(PASSING))).toMatchObject({ status: "done" });
  const verified = await program.run(["verify", FIXTURE_CARD, "--json", ...to], env);
  expect(verified.clip(PASSING)).toMatchObject({ status: "done" });
});

const KILLS = inputsOf(
  ["PUT", "POST /api/folders", "POST /api/upload", "GET /api/mediafile/status"],
  () => "a kill",
);

test.each(KILLS)(
  "a program that is killed at %s is followed by one that goes on with its uploads",
  async (at) => {
    const { server, program, args, env } = await start();
    server.takesAtMost = 20_000;
    const killed = program.start(args, env);
    server.observe((request) => {
      if (request.startsWith(at) && !killed.killed) killed.kill("SIGKILL");
    });
    expect((await killed).signal).toBe("SIGKILL");
    server.takesAtMost = Number.POSITIVE_INFINITY;
    const run = await program.run(args, env);
    expect(run.exitCode, run.stderr).toBe(5);
    expect([...server.media.values()].map(({ status }) => status)).toEqual(["ready", "ready", "ready"]);
    expect(server.requests.filter((each) => each.startsWith("POST /api/upload"))).toHaveLength(3);
  },
);

test("the token of another system is never sent to it", async () => {
  const { server, program, to } = await start();
  const run = await program.run(["clips", "list", ...to], { ODAILIES_TOKEN: "token-of-odailies" });
  expect(run.exitCode).not.toBe(0);
  expect(server.requests).toEqual([]);
});
