import { join } from "node:path";
import { expect, test } from "vitest";
import { startOdailiesServer } from "../support/net-odailies-server.ts";
import { programIn, type ProgramRun } from "../support/run-odailies.ts";
import { PROJECT, startTestServer } from "../support/server-fixture.ts";
import { tempFolder } from "../support/temp-folder.ts";

async function startWithJobs() {
  const home = await tempFolder();
  const server = await startTestServer({ libraryFolder: join(home, "library") });
  const first = server.createJob(PROJECT, { name: "Day 1", state: "open" });
  const second = server.createJob(PROJECT, { name: "Day 2", startDate: "2099-04-23T08:00:00Z" });
  const program = programIn(home);
  const byApi = ["--api", server.url, "--project", PROJECT];
  const inLibrary = ["--to", "local", "--library", server.libraryFolder, "--project", PROJECT];
  const jobs = async (...words: readonly string[]) => {
    const where = words.includes("--library") ? [] : byApi;
    const run = await program.run(["jobs", ...words, ...where], { ODAILIES_TOKEN: server.token });
    expect(run.stdout + run.stderr).not.toContain(server.token);
    return run;
  };
  return { first, second, jobs, inLibrary };
}

const jobsOf = (run: ProgramRun) =>
  run
    .lines()
    .filter(({ type }) => type === "job")
    .map(({ job }) => job);

test("jobs are listed and read, also those of the local library", async () => {
  const { first, second, jobs, inLibrary } = await startWithJobs();
  const table = await jobs("list");
  expect(table.stdout.split("\n").map((line) => line.split(/ {2,}/))).toEqual([
    ["id", "name", "state", "creationDate", "startDate"],
    [first.id, "Day 1", "open", first.creationDate],
    [second.id, "Day 2", second.creationDate, "2099-04-23T08:00:00Z"],
  ]);
  const since = await jobs("list", "--since", "2099-01-01T00:00:00+02:00", "--json", ...inLibrary);
  expect(jobsOf(since), since.stderr).toEqual([second]);
  expect(jobsOf(await jobs("get", first.id, "--json"))).toEqual([first]);
  expect(await jobs("list", "--since", "yesterday")).toMatchObject({ exitCode: 2 });
});

test("a job is changed only with --yes, and it is said that the crew may hear of it", async () => {
  const { first, second, jobs } = await startWithJobs();
  const words = ["set", first.id, "state=running", "startDate=2026-04-22T10:00:00+02:00"];
  const without = await jobs(...words);
  expect(without.exitCode).toBe(2);
  expect(without.stderr).toContain('state "open" → "running"');
  expect(without.stderr).toContain("notification to the crew");
  expect(jobsOf(await jobs("get", first.id, "--json"))).toEqual([first]);

  const run = await jobs(...words, "--yes", "--json");
  expect(run.exitCode, run.stderr).toBe(0);
  expect(run.stderr).toContain("notification to the crew");
  const changed = { ...first, state: "running", startDate: "2026-04-22T10:00:00+02:00" };
  expect(jobsOf(await jobs("list", "--json"))).toEqual([changed, second]);
});

test("what the service refuses, and a job that is not there, end with 4; a date without a zone with 2", async () => {
  const { first, jobs } = await startWithJobs();
  const refused = await jobs("set", first.id, "mood=good", "--yes");
  expect(refused).toMatchObject({ exitCode: 4, stderr: expect.stringContaining('unknown key "mood"') });
  const typo = `${first.id.slice(0, -1)}z`;
  const missing = await jobs("get", typo);
  expect(missing).toMatchObject({ exitCode: 4, stderr: expect.stringContaining(first.id) });
  expect(await jobs("set", first.id, "startDate=2026-04-22", "--yes")).toMatchObject({ exitCode: 2 });
});

test("a service that speaks only version 1 has no jobs, and says so", async () => {
  const server = await startOdailiesServer();
  server.versions.delete("v2");
  const program = programIn(await tempFolder());
  const where = ["--api", server.api, "--project", server.project];
  const env = { ODAILIES_TOKEN: server.token };
  const list = await program.run(["jobs", "list", ...where], env);
  expect(list).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("has no jobs") });
  const v1 = await program.run(["jobs", "get", "7", ...where, "--api-version", "v1"], env);
  expect(v1).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("--api-version v1") });
  expect(server.apiRequests.some(({ method }) => method === "PATCH")).toBe(false);
});
