import { readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { programIn, type ProgramRun } from "../support/run-odailies.ts";
import { eventually, startTestServer } from "../support/server-fixture.ts";
import { tempFolder } from "../support/temp-folder.ts";

async function startLibrary() {
  const home = await tempFolder();
  const server = await startTestServer({ libraryFolder: join(home, "library") });
  const program = programIn(home);
  const run = (...words: readonly string[]) => program.run([...words, "--library", server.libraryFolder]);
  return { server, program, run };
}

const linesOf = (run: ProgramRun, type: string) =>
  run
    .lines()
    .filter((line) => line.type === type)
    .map((line) =>
      Object.fromEntries(Object.entries(line).filter(([key]) => key !== "type" && key !== "ts")),
    );

test("a token is made with its rights, shown once, listed, and revoked", async () => {
  const { server, run } = await startLibrary();
  const added = await run("tokens", "add", "--upload", "--project", "Farm", "--label", "farm");
  expect(added, added.stderr).toMatchObject({ exitCode: 0 });
  const token = added.stdout.trim();
  expect(token).toMatch(/^odt_[A-Za-z0-9_-]{32}$/);
  const statusOf = async (path: string) => (await server.call("GET", path.replace("TOKEN", token))).status;
  expect(await statusOf("/api/v1/upload/Farm/TOKEN/_graded/A.mp4")).toBe(200);
  expect(await statusOf("/api/v1/clips/Farm/TOKEN")).toBe(403);
  expect(await statusOf("/api/v1/clips/Other/TOKEN")).toBe(404);

  const listed = await run("tokens", "list", "--json");
  const farm = linesOf(listed, "token").find(({ label }) => label === "farm");
  expect(farm).toMatchObject({ project: "Farm", read: false, write: false, upload: true, passing: false });
  expect(listed.stdout).not.toContain(token);
  expect((await run("tokens", "list")).stdout).toContain("farm");

  expect((await run("tokens", "revoke", String(farm?.["id"]))).exitCode).toBe(0);
  expect(await statusOf("/api/v1/upload/Farm/TOKEN/_graded/A.mp4")).toBe(401);
  expect((await run("tokens", "revoke", "99")).exitCode).toBe(2);
  expect((await run("tokens", "add", "--label", "x")).exitCode).toBe(2);
});

test("no line of --json holds the token: it names the file where it is", async () => {
  const { server, run } = await startLibrary();
  const added = await run("tokens", "add", "--read", "--json");
  const [line] = linesOf(added, "token");
  const file = String(line?.["file"]);
  const token = await readFile(file, "utf8");
  expect(added.stdout + added.stderr).not.toContain(token);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect((await server.call("GET", `/api/v2/clips/P1/${token}`)).status).toBe(200);
  await run("tokens", "revoke", String(line?.["id"]));
  await expect(stat(file)).rejects.toThrow(/ENOENT/);
});

test("the token of a serve that was killed is not valid any more", async () => {
  const { server, program } = await startLibrary();
  const serve = program.start(["serve", "--port", "0", "--library", server.libraryFolder, "--json"]);
  const file = join(server.libraryFolder, "serve.token");
  const token = await eventually(() => readFile(file, "utf8").catch(() => undefined));
  const status = async () => (await server.call("GET", `/api/v1/clips/New/${token}`)).status;
  expect(await status()).toBe(200);
  serve.kill("SIGKILL");
  await serve;
  expect(await status()).toBe(401);
});

test("clips are removed with their files after a yes, and renamed with them", async () => {
  const { server, run } = await startLibrary();
  for (const path of ["_graded/A.mp4", "_log/A.mp4", "_thumbnails/A.jpg", "_graded/B.mp4"]) {
    await server.upload(path);
  }
  const local = ["--to", "local", "--project", "P1"];
  const unasked = await run("clips", "remove", "A", ...local);
  expect(unasked).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("--yes") });
  expect((await run("clips", "remove", "A", "Nope", "--yes", ...local)).exitCode).toBe(4);
  expect(await server.files()).toHaveLength(4);
  const removed = await run("clips", "remove", "A", "--yes", "--json", ...local);
  expect(linesOf(removed, "removed")).toEqual([
    { clip: "A", project: "P1", paths: ["_graded/A.mp4", "_log/A.mp4", "_thumbnails/A.jpg"], bytes: 21 },
  ]);
  expect(await server.files()).toEqual(["projects/P1/_graded/B.mp4"]);
  expect((await run("clips", "rename", "B", "C", ...local)).exitCode).toBe(0);
  expect(await server.files()).toEqual(["projects/P1/_graded/C.mp4"]);
  expect(await server.clip("C")).toMatchObject({ name: "C" });
  const elsewhere = await run("clips", "remove", "C", "--yes", "--project", "P1");
  expect(elsewhere).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("--to local") });
});

test("projects are listed, renamed and removed", async () => {
  const { server, run } = await startLibrary();
  await server.upload("_graded/A.mp4");
  expect((await run("projects", "list")).stdout).toMatch(/P1 +1/);
  expect((await run("projects", "rename", "P1", "Show")).exitCode).toBe(0);
  expect((await server.call("GET", `/api/v2/clips/Show/${server.token}`)).json.data).toHaveLength(1);
  expect((await run("projects", "remove", "Shwo", "--yes")).exitCode).toBe(44);
  expect((await run("projects", "remove", "Show")).exitCode).toBe(2);
  expect((await run("projects", "remove", "Show", "--yes")).exitCode).toBe(0);
  expect(await server.files()).toEqual([]);
  expect((await server.call("GET", `/api/v2/clips/Show/${server.token}`)).status).toBe(401);
});

test("a token that may only upload is enough for upload", async () => {
  const { server, program } = await startLibrary();
  const token = server.createToken({ label: "farm", read: false, write: false, upload: true, project: "P1" });
  const file = join(program.home, "x.mp4");
  await writeFile(file, "film");
  const where = ["--api", server.url, "--project", "P1"];
  const run = await program.run(["upload", file, "--as", "graded", ...where], { ODAILIES_TOKEN: token });
  expect(run, run.stderr).toMatchObject({ exitCode: 0 });
  expect(await server.files()).toEqual(["projects/P1/_graded/x.mp4"]);
});
