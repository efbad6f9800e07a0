import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readSheet } from "../../src/metadata/read-sheet.ts";
import { understandSheet } from "../../src/metadata/understand-sheet.ts";
import { type OdailiesServer, startOdailiesServer } from "../support/net-odailies-server.ts";
import { type Program, programIn, type ProgramRun } from "../support/run-odailies.ts";
import { PROJECT, startTestServer } from "../support/server-fixture.ts";
import { tempFolder } from "../support/temp-folder.ts";

const CLIP = "A001C001_261120_R1AA";
const OTHER = "A001C002_261120_R1AA";
const SLOW = "B001C001_261120_R1BB";

interface Project {
  readonly server: OdailiesServer;
  readonly program: Program;
  clips(...words: readonly string[]): Promise<ProgramRun>;
}

async function startProject(): Promise<Project> {
  const server = await startOdailiesServer();
  server.clips.set(OTHER, { scene: "22", take: "2", fps: 25, timecode: "10:22:10:05", duration: 2 });
  server.clips.set(CLIP, {
    scene: "22",
    take: "1",
    circled: true,
    description: "Anna at\tthe window",
    fps: 25,
    timecode: "10:15:00:00",
    duration: 10.04,
    date: "20261120",
    reelName: "A001R1AA",
    lens: "Cooke S4 50",
    focusDistance: 2.5,
  });
  const program = programIn(await tempFolder());
  const where = ["--api", server.api, "--project", server.project];
  const clips = async (...words: readonly string[]) => {
    const run = await program.run(["clips", ...words, ...where], { ODAILIES_TOKEN: server.token });
    for (const spelling of [server.token, encodeURIComponent(server.token)]) {
      expect(run.stdout + run.stderr).not.toContain(spelling);
    }
    return run;
  };
  return { server, program, clips };
}

const patches = ({ apiRequests }: OdailiesServer) =>
  apiRequests
    .filter(({ method }) => method === "PATCH")
    .map(({ path, body }) => `${path.slice(0, 13)} ${body}`);

test("list is a table for people and whole clips for programs, sorted by name", async () => {
  const { clips } = await startProject();
  const table = await clips("list");
  expect(table.stdout.split("\n").map((line) => line.split(/ {2,}/))).toEqual([
    ["name", "scene", "shot", "take", "circled", "timecode", "fps", "date", "reel"],
    [CLIP, "22", "1", "yes", "10:15:00:00", "25", "20261120", "A001R1AA"],
    [OTHER, "22", "2", "10:22:10:05", "25"],
  ]);
  const run = await clips("list", "--json");
  expect(run.lines()).toMatchObject([
    { type: "start", command: "clips" },
    {
      type: "clip",
      clip: CLIP,
      metadata: { scene: "22", circled: true, reelName: "A001R1AA", lens: "Cooke S4 50", duration: 10.04 },
    },
    { type: "clip", clip: OTHER, metadata: { scene: "22", take: "2" } },
    { type: "result", exit_code: 0 },
  ]);
  expect(run.exitCode).toBe(0);
});

test("get shows what is there, and exits 4 with the nearest names for what is not", async () => {
  const { clips } = await startProject();
  const run = await clips("get", CLIP, "A001C009_261120_R1AA");
  expect(run.exitCode).toBe(4);
  expect(run.stdout).toMatch(/^focusDistance +2\.5$/m);
  expect(run.stderr).toContain(`There is no clip A001C009_261120_R1AA. The nearest are ${CLIP}, ${OTHER}.`);
});

describe("set", () => {
  test("sends exactly the fields given, each by the version that knows it, and shows old → new", async () => {
    const { server, clips } = await startProject();
    const run = await clips(
      "set",
      CLIP,
      "scene=22A",
      "circled=false",
      "rating=0",
      "LENS=Master 50",
      "date=20261121",
    );
    expect(run.exitCode, run.stderr).toBe(0);
    expect(run.stdout).toBe("");
    expect(run.stderr).toContain("scene 22 → 22A");
    expect(run.stderr).toContain("rating not set → 0");
    expect(patches(server)).toEqual([
      `/api/v2/clips ${JSON.stringify({
        data: [{ scene: "22A", circled: false, rating: 0, date: "20261121", name: CLIP }],
      })}`,
      `/api/v1/clips ${JSON.stringify({ data: [{ lens: "Master 50", name: CLIP }] })}`,
    ]);
    expect(server.clips.get(CLIP)).toMatchObject({ scene: "22A", lens: "Master 50", take: "1" });
    expect(server.clips.get(OTHER)).toMatchObject({ scene: "22" });
  });

  test("of a property that does not exist is wrong use, and nothing is asked of the service", async () => {
    const { server, clips } = await startProject();
    const run = await clips("set", CLIP, "scen=22");
    expect(run).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("Did you mean scene?") });
    expect(server.apiRequests).toEqual([]);
  });

  test("exits 4 for a clip that is not there, a value that is refused, and a field that the version cannot hold", async () => {
    const { server, clips } = await startProject();
    const missing = await clips("set", CLIP.toLowerCase(), "scene=1");
    expect(missing).toMatchObject({
      exitCode: 4,
      stderr: expect.stringContaining(`The nearest are ${CLIP}`),
    });
    expect(patches(server)).toEqual([]);
    const refused = await clips("set", CLIP, "rating=9", "--json");
    expect(refused.lines()).toMatchObject([
      { type: "start" },
      { type: "clip", clip: CLIP, metadata: { scene: "22" } },
      { type: "result", code: "metadata_refused", exit_code: 4 },
    ]);
    const unsupported = await clips("set", CLIP, "scene=23", "lens=X", "--api-version", "v2");
    expect(unsupported).toMatchObject({ exitCode: 4, stderr: expect.stringContaining("cannot hold lens") });
    expect(server.clips.get(CLIP)).toMatchObject({ scene: "23", lens: "Cooke S4 50" });
  });
});

describe("export", () => {
  const readBack = async (text: string, name: string) => {
    const path = join(await tempFolder(), name);
    await writeFile(path, text);
    const { rows, problems } = understandSheet(await readSheet(path));
    expect(problems).toEqual([]);
    return rows;
  };

  test("writes an ALE that begins as Avid wants it and that reads back the same", async () => {
    const { clips } = await startProject();
    const run = await clips("export", "--as", "ale");
    expect(run).toMatchObject({ exitCode: 0, stderr: "" });
    expect(run.stdout.split("\n").slice(0, 8)).toEqual([
      "Heading",
      "FIELD_DELIM\tTABS",
      "VIDEO_FORMAT\tCUSTOM",
      "AUDIO_FORMAT\t48kHz",
      "FPS\t25",
      "",
      "Column",
      "Name\tTracks\tStart\tEnd\tDuration\tScene\tTake\tDescription\tCircled\tShoot Date\tTape\tLens\tFocus Distance",
    ]);
    expect(run.stdout).toContain(
      `${CLIP}\tV\t10:15:00:00\t10:15:10:01\t00:00:10:01\t22\t1\tAnna at the window\ttrue`,
    );
    expect(await readBack(run.stdout, "day.ale")).toMatchObject([
      {
        names: expect.arrayContaining([CLIP]),
        end: "10:15:10:01",
        metadata: {
          scene: "22",
          take: "1",
          circled: true,
          description: "Anna at the window",
          fps: 25,
          timecode: "10:15:00:00",
          date: "20261120",
          reelName: "A001R1AA",
          lens: "Cooke S4 50",
          focusDistance: 2.5,
        },
      },
      { names: [OTHER], metadata: { scene: "22", take: "2" } },
    ]);
  });

  test("warns of several frame rates, puts that of most clips into the heading and each into its row", async () => {
    const { server, clips } = await startProject();
    server.clips.set(SLOW, { fps: 29.97, timecode: "01:00:59;28", duration: 0.1 });
    const ale = await clips("export", "--as", "ale");
    expect(ale.stderr).toContain("several frame rates: 25 (2), 29.97 (1)");
    expect(ale.stdout).toContain("FPS\t25\n");
    expect(ale.stdout).toContain(`${SLOW}\tV\t01:00:59;28\t01:01:00;03\t00:00:00;03\t29.97`);
    const csv = await clips("export", SLOW, "--as", "csv");
    expect(csv).toMatchObject({ exitCode: 0, stderr: "" });
    expect(await readBack(csv.stdout, "day.csv")).toMatchObject([
      { names: [SLOW], metadata: { fps: 29.97, timecode: "01:00:59;28" } },
    ]);
  });

  test("needs clips that are there, a frame rate, and no JSON", async () => {
    const { server, clips } = await startProject();
    expect(await clips("export", "--as", "ale", "--json")).toMatchObject({ exitCode: 2 });
    expect(await clips("export", "X", "--as", "ale")).toMatchObject({ exitCode: 4, stdout: "" });
    server.clips.set(SLOW, { scene: "1" });
    const args = ["export", SLOW, "--as", "ale"];
    expect(await clips(...args)).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("--fps 25") });
    const given = await clips(...args, "--fps", "23.976");
    expect(given).toMatchObject({ exitCode: 0, stderr: expect.stringContaining("Avid does not take") });
    expect(given.stdout).toContain("FPS\t23.976\n");
  });
});

test("the whole listing is asked for once", async () => {
  const { server, clips } = await startProject();
  const listings = () =>
    server.apiRequests
      .splice(0)
      .filter(({ method, path }) => method === "GET" && path.includes("/v1/clips/"));
  await clips("list", "--api-version", "v1");
  expect(listings()).toHaveLength(1);
  await clips("export", "--as", "csv", "--api-version", "v1");
  expect(listings()).toHaveLength(1);
  await clips("set", CLIP, "scene=23", "--api-version", "v1");
  expect(listings()).toHaveLength(1);
});

test("the database of the library is loaded only where clips of it are removed or renamed", async () => {
  const { server, program } = await startProject();
  const spy = join(program.home, "spy.cjs");
  await writeFile(
    spy,
    `process.on("exit", () => console.error(Object.keys(require.cache).some((path) => path.includes("libsql")) ? "LOADED" : "SPARED"));`,
  );
  const env = { ODAILIES_TOKEN: server.token, NODE_OPTIONS: `--require "${spy}"` };
  const where = ["--api", server.api, "--project", server.project];
  expect((await program.run(["clips", "list", ...where], env)).stderr).toContain("SPARED");
  expect((await program.run(["clips", "remove", CLIP, ...where], env)).stderr).toContain("LOADED");
});

test("the local library is read and changed in the same way", async () => {
  const home = await tempFolder();
  const server = await startTestServer({ libraryFolder: join(home, "library") });
  await server.upload(`_graded/${CLIP}.mp4`);
  const program = programIn(home);
  const where = ["--to", "local", "--project", PROJECT, "--library", server.libraryFolder];
  const set = await program.run(["clips", "set", CLIP, "scene=22", "lens=Cooke S4 50", "--json", ...where]);
  expect(set.clip(CLIP), set.stderr).toMatchObject({ metadata: { scene: "22", lens: "Cooke S4 50" } });
  expect(await server.clip(CLIP)).toMatchObject({ scene: "22", lens: "Cooke S4 50" });
});

test("unknown actions and stray flags are wrong use", async () => {
  const { server, clips } = await startProject();
  expect(await clips("lst")).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining("The nearest is list."),
  });
  expect(await clips("list", "--as", "csv")).toMatchObject({ exitCode: 2 });
  expect(server.apiRequests).toEqual([]);
});
