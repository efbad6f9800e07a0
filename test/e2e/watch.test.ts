import { spawnSync } from "node:child_process";
import { cp, mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { startServer } from "../support/net-server.ts";
import { type OdailiesServer, startOdailiesServer } from "../support/net-odailies-server.ts";
import type { JsonLine } from "../support/json-contract.ts";
import { FIXTURE_CARD, type Program, programIn } from "../support/run-odailies.ts";
import { tempFolder } from "../support/temp-folder.ts";
import { OTHER_CLIP, put } from "../support/watch-clips.ts";

const PASSING = "A001C001_261120_R1AA";

async function setUp() {
  const [server, folder, program] = [
    await startOdailiesServer(),
    await tempFolder(),
    programIn(await tempFolder()),
  ];
  const to = ["--api", server.api, "--project", server.project];
  const args = ["watch", folder, "--settle", "0.5", "--thumbnail", "none", ...to];
  return { server, folder, program, args, env: { ODAILIES_TOKEN: server.token } };
}

/** Runs until a line matches, then sends the signal; gives back every line until the end. */
async function runUntil(
  program: Program,
  { args, env }: { args: readonly string[]; env: Record<string, string> },
  isLast: (line: JsonLine) => boolean,
  signal: NodeJS.Signals = "SIGTERM",
) {
  const running = program.start([...args, "--json"], env);
  const lines: JsonLine[] = [];
  for await (const text of running.iterable()) {
    const line = JSON.parse(text) as JsonLine;
    lines.push(line);
    if (isLast(line)) running.kill(signal);
  }
  const { exitCode, stderr } = await running;
  return { lines, exitCode, stderr };
}

const isResult = ({ type }: JsonLine) => type === "result";

describe("odailies watch", () => {
  test("makes a run of each card, with the lines that ingest has, until it is stopped", async () => {
    const { server, folder, program, args, env } = await setUp();
    const clip = "A001C001_261120_R1AA.mp4";
    for (const variant of ["_graded", "_log"])
      await cp(join(FIXTURE_CARD, "A001R1AA", variant, clip), join(folder, "A001", variant, clip));
    await cp(join(FIXTURE_CARD, "B001"), join(folder, "B001"), { recursive: true });
    let results = 0;
    const run = await runUntil(program, { args, env }, (line) => isResult(line) && ++results === 2);

    expect(run.exitCode, run.stderr).toBe(0);
    expect(run.lines.slice(0, 2)).toMatchObject([
      { type: "notice", code: "destination" },
      { type: "watching", folder, by: "events" },
    ]);
    const framing = run.lines.filter(({ type }) => type === "start" || type === "result");
    expect(framing).toMatchObject([
      { type: "start", schema_version: 1, command: "watch" },
      { type: "result", exit_code: 0, counts: { found: 1, done: 1 } },
      { type: "start", schema_version: 1, command: "watch" },
      { type: "result", exit_code: 0, counts: { found: 1, done: 1 } },
    ]);
    const sources = framing.flatMap((line) => (line["source"] as string[] | undefined) ?? []);
    expect(sources.toSorted()).toEqual([join(folder, "A001"), join(folder, "B001")]);
    expect([...server.files.keys()].toSorted()).toEqual([
      `_graded/${PASSING}.mp4`,
      "_graded/C0001.mp4",
      `_log/${PASSING}.mp4`,
    ]);
    const message = "Stopped: 2 clips done today, nothing waits.";
    expect(run.lines.at(-1)).toMatchObject({ type: "notice", code: "ended", message });
  });

  test("says of a file that is not whole what it waits for, and ends with 3 when it is stopped", async () => {
    const { folder, program, args, env } = await setUp();
    await cp(join(FIXTURE_CARD, "A001R1AA"), join(folder, "A001R1AA"), { recursive: true });
    const run = await runUntil(program, { args, env }, ({ type }) => type === "waiting");
    expect(run.exitCode, run.stderr).toBe(3);
    expect(run.lines.find(({ type }) => type === "waiting")).toMatchObject({
      folder,
      file: "A001R1AA/_graded/A001C003_261120_R1AA.mp4",
      reason: expect.stringContaining("the copy is incomplete"),
    });
    expect(run.lines.at(-1)).toMatchObject({
      type: "warning",
      code: "ended",
      message: expect.stringMatching(/^Stopped: .*NOT taken: A001R1AA\/.* the next start goes on/),
    });
  });

  test("leaves to ingest nothing that it has done, and does nothing that ingest has done", async () => {
    const { server, folder, program, args, env } = await setUp();
    await put(join(folder, "A001", `${PASSING}.mp4`));
    const watched = await program.run([...args, "--once", "--json"], env);
    expect(watched.exitCode, watched.stderr).toBe(0);
    const ingest = ["ingest", join(folder, "A001"), "--json", ...args.slice(4)];
    const ingested = await program.run(ingest, env);
    expect(ingested.clip(PASSING), ingested.stderr).toMatchObject({ status: "skipped" });
    await put(join(folder, "B001", "B001C001_261120_R1BB.mp4"));
    await program.run(["ingest", join(folder, "B001"), ...args.slice(4)], env);
    const again = await program.run([...args, "--once", "--json"], env);
    const ends = again.lines().filter(({ type }) => type === "clip");
    expect(ends.map(({ status }) => status)).toEqual(["skipped", "skipped"]);
    expect(server.storageRequests).toHaveLength(2);
  });

  test("shows people one line per card, and what waits", async () => {
    const { folder, program, args, env } = await setUp();
    await put(join(folder, "A001", `${PASSING}.mp4`));
    await put(join(folder, "A001/half.mp4"), Buffer.alloc(1000));
    const run = await program.run([...args, "--once"], env);
    expect(run.exitCode).toBe(4);
    expect(run.stdout).toBe("");
    // What is said of the ffmpeg comes before the clock begins.
    const lines = run.stderr.split("\n").filter((line) => /^\d\d:\d\d /.test(line));
    expect(lines[0]).toMatch(/^\d\d:\d\d Clips go to .+, after 0\.5 s without a change\.$/);
    expect(lines[1]?.slice(6)).toBe(`Watching ${folder}.`);
    expect(lines.find((line) => line.slice(6).startsWith("waiting:"))).toContain("A001/half.mp4");
    expect(lines.find((line) => line.slice(6).startsWith("A001:"))).toMatch(
      /^.{6}A001: 1 clip at .+ \(.+519.1 kB\)\.$/,
    );
  });

  test("keeps its hands off a folder of its own proxies", async () => {
    const { folder, program, args, env } = await setUp();
    const run = await program.run([...args, "--keep-proxies", join(folder, "proxies")], env);
    expect(run.exitCode).toBe(2);
    expect(run.stderr).toContain("--keep-proxies");
    expect(await readdir(folder)).toEqual([]);
  });

  test.each([
    ["systemd", /^ExecStart=\S*node\S* \S*odailies\.js watch hot --settle 3$/m],
    ["launchd", /<string>hot<\/string>\s+<string>--settle<\/string>\s+<string>3<\/string>/],
  ])("prints a unit for %s without the token", async (manager, command) => {
    const program = programIn(await tempFolder());
    const args = ["watch", "hot", "--settle", "3", "--token", "s3cret", "--print-service", manager];
    const run = await program.run(args);
    expect(run.exitCode, run.stderr).toBe(0);
    expect(run.stdout).toMatch(command);
    expect(run.stdout).not.toContain("s3cret");
  });
});

const ANALYZE = "systemd-analyze";
const hasAnalyze = spawnSync(ANALYZE, ["--version"]).status === 0;

test.runIf(hasAnalyze)("systemd finds nothing to complain of in its unit", async () => {
  const home = await tempFolder();
  const program = programIn(home);
  const args = ["watch", 'day "3" & 100%', "$x", "--settle", "3", "--print-service", "systemd"];
  const unit = join(home, "odailies-watch.service");
  await writeFile(unit, (await program.run(args)).stdout);
  const verified = spawnSync(ANALYZE, ["--user", "verify", unit], {
    env: { PATH: process.env["PATH"], HOME: home, XDG_RUNTIME_DIR: home },
    encoding: "utf8",
  });
  expect([verified.stderr, verified.status]).toEqual(["", 0]);
});

test("--after move puts what is up into _done, and what is not into _failed with its reason", async () => {
  const { folder, program, args, env } = await setUp();
  const move = [...args, "--once", "--after", "move"];
  await put(join(folder, "A001", `${PASSING}.mp4`));
  const first = await program.run(move, env);
  expect(first.exitCode, first.stderr).toBe(0);
  await put(join(folder, "B001", `${PASSING}.mp4`), OTHER_CLIP);
  const second = await program.run(move, env);
  expect(second.exitCode, second.stderr).toBe(5);
  const names = await readdir(folder, { recursive: true });
  expect(names.filter((name) => /\.(?:mp4|txt)$/.test(name)).toSorted()).toEqual([
    `_done/A001/${PASSING}.mp4`,
    `_failed/B001/${PASSING}.mp4`,
    `_failed/B001/${PASSING}.reason.txt`,
  ]);
});

describe("--notify", () => {
  async function hook(status: number) {
    const told: { readonly path: string; readonly body: Record<string, unknown> }[] = [];
    const origin = await startServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        const body = JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown>;
        told.push({ path: request.url ?? "", body });
        response.writeHead(status).end();
      });
    });
    return { told, url: `${origin}/hooks/very-secret-path` };
  }
  const ingestArgs = async ({ api, project }: OdailiesServer) => {
    const card = await tempFolder();
    await put(join(card, `${PASSING}.mp4`));
    return ["ingest", card, "--thumbnail", "none", "--json", "--api", api, "--project", project];
  };

  test("posts the result line of an ingest, and of each run of a watcher", async () => {
    const { told, url } = await hook(204);
    const { server, folder, program, args, env } = await setUp();
    const ingested = await program.run([...(await ingestArgs(server)), "--notify", url], env);
    expect(told).toEqual([
      { path: "/hooks/very-secret-path", body: expect.objectContaining({ type: "result" }) },
    ]);
    const { ts: _posted, ...posted } = told[0]!.body;
    const { ts: _said, ...said } = ingested.lineOf("result");
    const { run, command, source, destination } = ingested.lineOf("start");
    expect(posted).toEqual({ ...said, run, command, source, destination, project: server.project });

    await put(join(folder, "B001", "B001C001_261120_R1BB.mp4"));
    await put(join(folder, "C001", "C001C001_261120_R1CC.mp4"));
    const watched = await program.run([...args, "--once", "--json", "--notify", url], env);
    expect(watched.exitCode, watched.stderr).toBe(0);
    expect(told.slice(1).map(({ body }) => body["counts"])).toMatchObject([{ done: 1 }, { done: 1 }]);
    // Whichever of the two is at rest first is first.
    const sources = told.slice(1).map(({ body }) => (body["source"] as string[]).join());
    expect(sources.toSorted()).toEqual([join(folder, "B001"), join(folder, "C001")]);
    expect(told[1]!.body).toMatchObject({ command: "watch", project: server.project });
    expect(`${ingested.stdout}${ingested.stderr}${watched.stdout}${watched.stderr}`).not.toContain(
      "very-secret",
    );
  });

  test("that cannot be told is a warning and costs the run nothing", async () => {
    const { url } = await hook(500);
    const server = await startOdailiesServer();
    const program = programIn(await tempFolder());
    const env = { ODAILIES_TOKEN: server.token };
    const args = await ingestArgs(server);
    const refused = await program.run([...args, "--notify", url], env);
    expect(refused.exitCode).toBe(0);
    expect(refused.stderr).toMatch(/warning: --notify: 127\.0\.0\.1:\d+ answered 500\./);
    const unreachable = await program.run(
      [...args, "--notify", "http://127.0.0.1:9/hooks/very-secret-path"],
      env,
    );
    expect(unreachable.exitCode).toBe(0);
    expect(unreachable.stderr).toContain("warning: --notify: nobody was told");
    expect(unreachable.stdout + unreachable.stderr).not.toContain("very-secret");
    expect(unreachable.lines().at(-1)).toMatchObject({ type: "result" });
  });
});

test("a watcher on a state folder of its own leaves the watched folder as it is", async () => {
  const { folder, program, args, env } = await setUp();
  await put(join(folder, "A001", `${PASSING}.mp4`));
  await mkdir(join(folder, "B001"));
  await writeFile(join(folder, "B001/notes.txt"), "quiet on set");
  await program.run([...args, "--once"], env);
  const names = (await readdir(folder, { recursive: true })).toSorted();
  expect(names).toEqual(["A001", `A001/${PASSING}.mp4`, "B001", "B001/notes.txt"]);
});
