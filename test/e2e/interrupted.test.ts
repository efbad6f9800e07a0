import { join } from "node:path";
import { expect, test } from "vitest";
import { startOdailiesServer } from "../support/net-odailies-server.ts";
import type { JsonLine } from "../support/json-contract.ts";
import { FIXTURE_CARD, type Program, programIn } from "../support/run-odailies.ts";
import { tempFolder } from "../support/temp-folder.ts";
import { inputsOf } from "../support/thorough.ts";

const SHEET = join(FIXTURE_CARD, "continuity.csv");

type Moment = (line: JsonLine) => boolean;

const phase =
  (name: string, file: RegExp): Moment =>
  (line) =>
    line.type === "progress" && line["phase"] === name && file.test(String(line["file"]));

/** On a card as people have it; test/faults/kill kills at every step. */
const MOMENTS: readonly (readonly [string, Moment])[] = inputsOf(
  [
    ["while a proxy is encoded", phase("proxy", /C0001/)],
    ["while a graded file is sent", phase("upload", /^_graded\//)],
  ],
  () => "killed",
);

/** Sends the signal at the moment, and gives back everything that was said until the end. */
async function interruptAt(
  program: Program,
  { args, env }: { args: readonly string[]; env: Record<string, string> },
  moment: Moment,
  signal: NodeJS.Signals,
) {
  const running = program.start(args, env);
  const lines: JsonLine[] = [];
  let isSent = false;
  for await (const text of running.iterable()) {
    const line = JSON.parse(text) as JsonLine;
    lines.push(line);
    if (isSent || !moment(line)) continue;
    isSent = running.kill(signal);
  }
  const { exitCode } = await running;
  return { lines, exitCode };
}

function setUp(server: Awaited<ReturnType<typeof startOdailiesServer>>) {
  const args = [
    "ingest",
    FIXTURE_CARD,
    "--metadata",
    SHEET,
    "--json",
    "--api",
    server.api,
    "--project",
    server.project,
  ];
  return { args, env: { ODAILIES_TOKEN: server.token } };
}

let undisturbed: Promise<{ files: unknown; clips: unknown }> | undefined;

/** What an undisturbed run leaves on the server; the same for every moment. */
async function runUndisturbed() {
  const server = await startOdailiesServer();
  const { args, env } = setUp(server);
  await programIn(await tempFolder()).run(args, env);
  return { files: Object.fromEntries(server.files), clips: Object.fromEntries(server.clips) };
}

test.each(MOMENTS)("killed %s, the same command ends as an undisturbed run does", async (_, moment) => {
  const expected = await (undisturbed ??= runUndisturbed());
  const server = await startOdailiesServer();
  const program = programIn(await tempFolder());
  const { args, env } = setUp(server);
  await interruptAt(program, { args, env }, moment, "SIGKILL");
  const again = await program.run(args, env);

  expect(again.exitCode, again.stderr).toBe(5);
  expect(Object.fromEntries(server.files)).toEqual(expected.files);
  expect(Object.fromEntries(server.clips)).toEqual(expected.clips);
  const third = await program.run(args, env);
  expect(third.lineOf("result")).toMatchObject({ counts: { done: 0, skipped: 3 }, bytes_uploaded: 0 });
});

test("the first Ctrl-C ends cleanly with exit 3, every clip in one state, and says how to go on", async () => {
  const server = await startOdailiesServer();
  const program = programIn(await tempFolder());
  const { args, env } = setUp(server);
  const { lines, exitCode } = await interruptAt(program, { args, env }, phase("proxy", /C0001/), "SIGINT");

  expect(exitCode).toBe(3);
  expect(lines.at(-1)).toMatchObject({
    type: "result",
    status: "cancelled",
    code: "cancelled",
    exit_code: 3,
  });
  const clips = lines.filter(({ type }) => type === "clip");
  expect(clips).toHaveLength(4);
  expect(clips.find((line) => line["clip"] === "C0001")).toMatchObject({ status: "deferred" });
  expect(server.files.has("_graded/C0001.mp4")).toBe(false);
});

test("SIGTERM ends a run as Ctrl-C does, and people are told how to go on", async () => {
  const server = await startOdailiesServer();
  const program = programIn(await tempFolder());
  const { args, env } = setUp(server);
  const forPeople = args.filter((arg) => arg !== "--json");
  const running = program.start(forPeople, env);
  let isSent = false;
  server.observe(({ method }) => {
    if (method === "PUT" && !isSent) isSent = running.kill("SIGTERM");
  });
  const { exitCode, stderr } = await running;
  expect(exitCode, stderr).toBe(3);
  expect(stderr).toContain("Stopping cleanly; press Ctrl-C again to leave at once.");
  expect(stderr).toMatch(/Stopped after .*: \d of 4 clips up with all their files\./);
  expect(stderr).toMatch(/Next: run again to go on: odailies ingest /);

  const again = await program.run(args, env);
  expect(again.exitCode, again.stderr).toBe(5);
  expect(server.files.size).toBe(7);
});

test.each(["SIGINT", "SIGTERM"] as const)("the second %s leaves at once", async (signal) => {
  const server = await startOdailiesServer();
  const program = programIn(await tempFolder());
  const { args, env } = setUp(server);
  // The upload under way would never end by itself.
  server.fail(/^PUT /, { neverAnswer: true }, 10);
  const running = program.start(args, env);
  let uploads = 0;
  server.observe(({ method, isComplete }) => {
    if (method !== "PUT" || isComplete) return;
    if (uploads === 0) running.kill(signal);
    uploads += 1;
  });
  running.stderr.on("data", (text: Buffer) => {
    if (text.toString().includes("press Ctrl-C again")) running.kill(signal);
  });
  const { exitCode, signal: killedBy, stdout } = await running;
  expect(killedBy).toBeUndefined();
  expect(exitCode).toBe(3);
  expect(stdout.split("\n").filter((line) => line.includes('"type":"result"')).length).toBeLessThan(2);
});

test("a reader that goes away does not end the work", async () => {
  const server = await startOdailiesServer();
  const program = programIn(await tempFolder());
  const { args, env } = setUp(server);
  const running = program.start(args, env);
  running.stdout.once("data", () => running.stdout.destroy());
  expect((await running).exitCode).toBe(5);
  expect(server.files.size).toBe(7);
});
