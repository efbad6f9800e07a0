import { createHash } from "node:crypto";
import { readFile, readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type OdailiesServer, startOdailiesServer } from "../support/net-odailies-server.ts";
import {
  FIXTURE_CARD,
  type Program,
  programIn,
  type ProgramRun,
  SYSTEM_PATH,
} from "../support/run-odailies.ts";
import { tempFolder } from "../support/temp-folder.ts";

const SHEET = join(FIXTURE_CARD, "continuity.csv");
const PASSING = "A001C001_261120_R1AA";
const REMUXED = "A001C002_261120_R1AA";
const BROKEN = "A001C003_261120_R1AA";
const ENCODED = "C0001";

const toServer = ({ api, project }: OdailiesServer) => ["--api", api, "--project", project];
const md5Of = async (path: string) =>
  createHash("md5")
    .update(await readFile(path))
    .digest("hex");

describe("odailies ingest on the fixture card, against a server that speaks the documented API", () => {
  test("delivers what can be delivered, by the documented routes, and says so in JSON lines", async () => {
    const server = await startOdailiesServer();
    const program = programIn(await tempFolder());
    const args = ["ingest", FIXTURE_CARD, "--metadata", SHEET, "--json", "--verbose", ...toServer(server)];
    const run = await program.run(args, { ODAILIES_TOKEN: server.token, PATH: SYSTEM_PATH });

    expect(run.exitCode, run.stderr).toBe(5);
    await expectFiles(server);
    expectMetadata(server);
    expectContract(run);
    expectDocumentedRoutes(server);
    await expectSecrecy(server, program, run);
  });

  test("does nothing the second time, and only what is missing after a loss", async () => {
    const server = await startOdailiesServer();
    const program = programIn(await tempFolder());
    const args = ["ingest", FIXTURE_CARD, "--metadata", SHEET, "--json", ...toServer(server)];
    const env = { ODAILIES_TOKEN: server.token };
    await program.run(args, env);
    const before = server.storageRequests.length;
    const patches = () => server.apiRequests.filter(({ method }) => method === "PATCH").length;
    const patchedBefore = patches();

    const again = await program.run(args, env);
    expect(again.lineOf("result")).toMatchObject({ counts: { skipped: 3, rejected: 1 }, bytes_uploaded: 0 });
    expect(server.storageRequests).toHaveLength(before);
    expect(patches()).toBe(patchedBefore);

    server.clips.delete(REMUXED);
    const mended = await program.run(args, env);
    expect(mended.clip(REMUXED)).toMatchObject({ status: "done" });
    expect(mended.clip(PASSING)).toMatchObject({ status: "skipped" });
    expect(server.clips.get(REMUXED)).toMatchObject({ scene: "22", take: "2" });
  });

  test.each([["--dry-run"], ["--plan", "plan.json"]])("%s writes and sends nothing", async (...flags) => {
    const server = await startOdailiesServer();
    const program = programIn(await tempFolder());
    const args = ["ingest", FIXTURE_CARD, "--metadata", SHEET, "--json", ...toServer(server), ...flags];
    const run = await program.run(args, { ODAILIES_TOKEN: server.token });

    expect(run.exitCode, run.stderr).toBe(5);
    // It looks what is there, so that it promises nothing that the run would refuse.
    expect(server.apiRequests.map(({ method }) => method)).toEqual(["GET", "GET"]);
    expect(server.storageRequests).toHaveLength(0);
    expect(await readdir(program.home)).toEqual(flags.length > 1 ? ["plan.json"] : []);
    if (flags.length > 1) {
      const plan = JSON.parse(await readFile(join(program.home, "plan.json"), "utf8")) as Record<
        string,
        unknown
      >;
      expect(plan).toMatchObject({ plan_version: 2 });
      expect(plan["clips"]).toMatchObject([
        { clip: PASSING, files: [{ action: "passthrough" }, { action: "still" }, { action: "passthrough" }] },
        // Circled takes go first.
        { clip: ENCODED, files: [{ action: "encode" }, { action: "still" }] },
        { clip: REMUXED, files: [{ action: "remux" }, { action: "still" }], metadata: { scene: "22" } },
      ]);
    }
  });

  test("--metadata-via ale sends the ALE itself, once, and takes nothing but ALE", async () => {
    const server = await startOdailiesServer();
    const program = programIn(await tempFolder());
    const ale = join(FIXTURE_CARD, "A001R1AA/A001R1AA.ale");
    const args = [
      "ingest",
      join(FIXTURE_CARD, "A001R1AA"),
      "--metadata-via",
      "ale",
      "--json",
      ...toServer(server),
    ];
    const env = { ODAILIES_TOKEN: server.token };
    const sent = () => server.storageRequests.filter(({ path }) => path.includes("A001R1AA.ale")).length;
    await program.run([...args, "--metadata", ale], env);
    expect(server.files.get("A001R1AA.ale")?.md5).toBe(await md5Of(ale));
    expect(sent()).toBe(1);
    await program.run([...args, "--metadata", ale], env);
    expect(sent()).toBe(1);
    const refused = await program.run([...args, "--metadata", SHEET], env);
    expect(refused.lineOf("result")).toMatchObject({ code: "usage", exit_code: 2 });
  });

  test("--metadata none leaves the sheets beside the clips alone", async () => {
    const server = await startOdailiesServer();
    const program = programIn(await tempFolder());
    const card = join(FIXTURE_CARD, "A001R1AA");
    const args = ["ingest", card, "--metadata", "none", "--json", ...toServer(server)];
    const run = await program.run(args, { ODAILIES_TOKEN: server.token });

    expect(run.lineOf("result")).toMatchObject({ rows: { total: 0 }, errors: [{ code: "spec_not_met" }] });
    expect(run.clip(PASSING)).toMatchObject({ status: "done" });
    expect(server.clips.get(PASSING)).not.toHaveProperty("scene");
    expect(server.clips.get(PASSING)).not.toHaveProperty("take");
  });

  test("never touches the card", async () => {
    const server = await startOdailiesServer();
    const program = programIn(await tempFolder());
    const before = await picture(FIXTURE_CARD);
    await program.run(["ingest", FIXTURE_CARD, ...toServer(server)], { ODAILIES_TOKEN: server.token });
    expect(await picture(FIXTURE_CARD)).toEqual(before);
  });
});

describe("odailies ingest with nothing configured", () => {
  test("--to a system that is not known says which there are, before it asks for anything else", async () => {
    const run = await programIn(await tempFolder()).run(["ingest", FIXTURE_CARD, "--to", "dropbox"]);
    expect(run.exitCode).toBe(2);
    expect(run.stderr).toContain("There is no destination dropbox.");
    expect(run.stderr).toContain("Use --to odailies or --to local");
  });

  test("delivers to the library on this machine, and says how to see it", async () => {
    const program = programIn(await tempFolder());
    const run = await program.run(["ingest", FIXTURE_CARD, "--metadata", SHEET]);
    expect(run.exitCode, run.stderr).toBe(5);
    expect(run.stdout).toBe("");
    expect(run.stderr).toContain("NOT everything is up: 3 of 4 clips at the local library");
    const library = join(program.home, "data/odailies/library/projects/dailies");
    expect((await readdir(join(library, "_graded"))).toSorted()).toEqual(
      [PASSING, REMUXED, ENCODED].map((name) => `${name}.mp4`).toSorted(),
    );
    expect(await readdir(join(library, "_log"))).toEqual([`${PASSING}.mp4`]);

    const delivered = await program.run(["check", library, "--json"]);
    expect(delivered.exitCode, delivered.stdout).toBe(0);
    for (const name of [PASSING, REMUXED, ENCODED]) {
      const [graded] = delivered.clip(name)["planned"] as { role: string; action: string }[];
      expect(graded).toMatchObject({ role: "graded", action: "passthrough" });
    }
  });
});

async function expectFiles({ files }: OdailiesServer): Promise<void> {
  expect([...files.keys()].toSorted()).toEqual([
    `_graded/${PASSING}.mp4`,
    `_graded/${REMUXED}.mp4`,
    `_graded/${ENCODED}.mp4`,
    `_log/${PASSING}.mp4`,
    `_thumbnails/${PASSING}.jpg`,
    `_thumbnails/${REMUXED}.jpg`,
    `_thumbnails/${ENCODED}.jpg`,
  ]);
  for (const folder of ["_graded", "_log"]) {
    const source = join(FIXTURE_CARD, "A001R1AA", folder, `${PASSING}.mp4`);
    expect(files.get(`${folder}/${PASSING}.mp4`)?.md5).toBe(await md5Of(source));
  }
}

function expectMetadata({ clips }: OdailiesServer): void {
  expect(clips.get(PASSING)).toMatchObject({
    scene: "22",
    shot: "4",
    take: "1",
    circled: true,
    timecode: "10:15:00:00",
    fps: 25,
    date: "20261120",
    asa: 800,
    shutter: 180,
    tStop: 2.8,
    focalLength: 50,
  });
  expect(clips.get(REMUXED)).toMatchObject({ scene: "22", take: "2", timecode: "10:22:10:05" });
  expect(clips.get(ENCODED)).toMatchObject({ scene: "22", take: "1", circled: true });
  expect(clips.get(REMUXED)).not.toHaveProperty("circled");
}

function expectContract(run: ProgramRun): void {
  const lines = run.lines();
  const start = { type: "start", schema_version: 1, command: "ingest", source: [FIXTURE_CARD] };
  expect(lines[0]).toMatchObject(start);
  expect(lines.at(-1)).toMatchObject({
    type: "result",
    status: "ok",
    code: "clips_rejected",
    exit_code: 5,
    counts: { found: 4, done: 3, skipped: 0, rejected: 1, deferred: 0, failed: 0 },
    rows: { total: 5, matched: 4, unmatched: 1 },
  });
  expect(lines.filter(({ type }) => type === "start" || type === "result")).toHaveLength(2);
  for (const line of lines) expect(line["ts"]).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  const clips = lines.filter(({ type }) => type === "clip").map((line) => line["clip"]);
  expect(clips.toSorted()).toEqual([PASSING, REMUXED, BROKEN, ENCODED].toSorted());
  const actions = (name: string) =>
    (run.clip(name)["files"] as { role: string; action: string }[]).map(
      ({ role, action }) => `${role} ${action}`,
    );
  expect(actions(PASSING)).toEqual(["graded passthrough", "thumbnail still", "log passthrough"]);
  expect(actions(REMUXED)).toEqual(["graded remux", "thumbnail still"]);
  expect(actions(ENCODED)).toEqual(["graded encode", "thumbnail still"]);
  expect(run.clip(BROKEN)).toMatchObject({ status: "rejected", files: [], error: { code: "spec_not_met" } });
  expect(run.lineOf("row")).toMatchObject({ sheet: "continuity.csv", line: 6, reason: "unmatched" });
  const percents = lines.filter(({ type }) => type === "progress").map((line) => line["percent"] as number);
  expect(percents).toEqual(percents.toSorted((a, b) => a - b));
}

function expectDocumentedRoutes({ project, token, apiRequests, unknownPatched }: OdailiesServer): void {
  const place = [project, token].map(encodeURIComponent).join("/");
  const clips = new Set(
    ["v1", "v2"].flatMap((version) => [
      `GET /api/${version}/clips/${place}`,
      `PATCH /api/${version}/clips/${place}`,
    ]),
  );
  const upload = `GET /api/v1/upload/${place}/_`;
  const single = new RegExp(
    `^GET /api/v2/clips/${encodeURIComponent(project)}/[^/]+/${encodeURIComponent(token)}$`,
  );
  for (const { method, path } of apiRequests) {
    const call = `${method} ${path}`;
    expect(clips.has(call) || single.test(call) || call.startsWith(upload), call).toBe(true);
  }
  expect(unknownPatched).toEqual([]);
}

/** Neither what was said, nor what was written, nor what storage was sent holds the token or a signature. */
async function expectSecrecy(
  { token, storageRequests }: OdailiesServer,
  { home }: Program,
  run: ProgramRun,
): Promise<void> {
  const said = [run.stdout, run.stderr, ...(await filesBelow(home))].join("\n");
  for (const spelling of [token, encodeURIComponent(token)]) {
    expect(said).not.toContain(spelling);
    expect(JSON.stringify(storageRequests)).not.toContain(spelling);
  }
  expect(said).not.toMatch(/X-Goog-Signature=[0-9a-f]/i);
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return [...files, ...(await Promise.all(files.map((file) => readFile(file, "latin1"))))];
}

/** Names, sizes and times of everything on a card. */
async function picture(folder: string): Promise<unknown[]> {
  const entries = await readdir(folder, { recursive: true });
  return Promise.all(
    entries.toSorted().map(async (entry) => {
      const { size, mtimeMs, mode } = await stat(join(folder, entry));
      return { entry, size, mtimeMs, mode };
    }),
  );
}
