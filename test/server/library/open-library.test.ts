import { spawn } from "node:child_process";
import { mkdir, stat, utimes, writeFile } from "node:fs/promises";
import { once } from "node:events";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openLibrary } from "../../../src/server/library/open-library.ts";
import { startServer } from "../../../src/server/start-server.ts";
import { connectRaw, PROJECT, putFile, startTestServer } from "../../support/server-fixture.ts";
import { tempFolder } from "../../support/temp-folder.ts";

const modeOf = async (path: string) => ((await stat(path)).mode & 0o777).toString(8);

test("nobody else on the machine can look into a library", async () => {
  const libraryFolder = join(await tempFolder(), "new", "library");
  const server = await startTestServer({ libraryFolder });
  await server.upload("_graded/A001.mp4");
  for (const folder of ["", "projects", "projects/P1", "projects/P1/_graded"]) {
    expect(await modeOf(join(libraryFolder, folder))).toBe("700");
  }
  for (const file of ["library.db", "library.db-wal", "projects/P1/_graded/A001.mp4"]) {
    expect(await modeOf(join(libraryFolder, file))).toBe("600");
  }
});

test("tokens are not in the database", async () => {
  const server = await startTestServer();
  const library = openLibrary(server.libraryFolder);
  const rows = JSON.stringify(library.database.prepare("SELECT * FROM tokens").all());
  library.close();
  expect(rows).toContain("test");
  expect(rows).not.toContain(server.token);
});

test("everything is there again after a restart", async () => {
  const first = await startTestServer();
  await first.upload("_graded/A001.mp4", "video");
  const url = await first.sign("_graded/A002.mp4");
  await first.close();
  const second = await startTestServer({ libraryFolder: first.libraryFolder });
  const answer = await second.call("GET", `/api/v2/clips/${PROJECT}/${first.token}`);
  expect(answer.json.data).toEqual([{ name: "A001", fileSize: 5 }]);
  expect((await putFile(url.replace(first.url, second.url), "x")).status).toBe(200);
  expect(second.listProjects()).toEqual([{ id: PROJECT, clipCount: 2 }]);
});

test("two servers on one library work as one", async () => {
  const one = await startTestServer();
  const other = await startTestServer({ libraryFolder: one.libraryFolder });
  const names = Array.from({ length: 12 }, (_, index) => `A${String(index).padStart(3, "0")}`);
  await Promise.all(names.map((name, index) => [one, other][index % 2]!.upload(`_graded/${name}.mp4`)));
  const url = await one.sign("_graded/B001.mp4");
  expect((await putFile(url.replace(one.url, other.url), "x")).status).toBe(200);
  await Promise.all(
    names.map((name, index) =>
      [one, other][index % 2]!.call("PATCH", `/api/v2/clips/${PROJECT}/${one.token}`, {
        json: { data: [{ name: "B001", [index % 2 ? "scene" : "shot"]: name }] },
      }),
    ),
  );
  const answer = await other.call("GET", `/api/v2/clips/${PROJECT}/${one.token}`);
  expect(answer.json.data.map((clip) => clip["name"])).toEqual([...names, "B001"]);
  expect(answer.json.data.at(-1)).toMatchObject({ scene: expect.any(String), shot: expect.any(String) });
});

test("a write waits for another process that is writing", async () => {
  const server = await startTestServer();
  await server.upload("_graded/A001.mp4");
  const program = `
    const Database = require("libsql");
    const database = new Database(process.argv[1]);
    database.exec("BEGIN IMMEDIATE");
    console.log("locked");
    setTimeout(() => { database.exec("COMMIT"); database.close(); }, 300);
  `;
  const child = spawn(process.execPath, ["-e", program, join(server.libraryFolder, "library.db")], {
    cwd: import.meta.dirname,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const exited = once(child, "exit");
  await once(child.stdout, "data");
  const answer = await server.call("PATCH", `/api/v2/clips/${PROJECT}/${server.token}`, {
    json: { data: [{ name: "A001", scene: "22" }] },
  });
  expect(answer.json).toEqual({ updated: 1, projectId: PROJECT, names: ["A001"] });
  expect(await exited).toEqual([0, null]);
});

test("a library of a newer program is left alone", async () => {
  const folder = await tempFolder();
  const library = openLibrary(folder);
  library.database.exec("INSERT INTO schema_migrations VALUES (99, '2030-01-01T00:00:00Z')");
  library.close();
  expect(() => openLibrary(folder)).toThrow(/newer odailies \(schema 99/);
});

test("a damaged database and a folder that is none are named with what to do", async () => {
  const folder = await tempFolder();
  await writeFile(
    join(folder, "library.db"),
    "this is not a database, but long enough to look at".repeat(50),
  );
  expect(() => openLibrary(folder)).toThrow(expect.objectContaining({ code: "config_invalid" }));
  const file = join(folder, "file");
  await writeFile(file, "");
  expect(() => openLibrary(file)).toThrow(expect.objectContaining({ code: "config_invalid" }));
});

test("a port that is taken is named", async () => {
  const server = await startTestServer();
  const second = startServer({ libraryFolder: await tempFolder(), port: server.port });
  await expect(second).rejects.toMatchObject({
    code: "config_invalid",
    message: `The server cannot listen on 127.0.0.1:${server.port}: another program listens there.`,
  });
});

test("what a killed process has left of uploads is swept after a day", async () => {
  const libraryFolder = await tempFolder();
  const folder = join(libraryFolder, "projects", PROJECT, "_graded");
  await mkdir(folder, { recursive: true });
  for (const name of [".incoming-old.part", ".incoming-young.part", "A001.mp4"]) {
    await writeFile(join(folder, name), "x");
  }
  const old = new Date(Date.now() - 25 * 60 * 60_000);
  await utimes(join(folder, ".incoming-old.part"), old, old);
  await utimes(join(folder, "A001.mp4"), old, old);
  const server = await startTestServer({ libraryFolder });
  expect(await server.files()).toEqual([
    "projects/P1/_graded/.incoming-young.part",
    "projects/P1/_graded/A001.mp4",
  ]);
});

test.each([
  ["that says nothing", ""],
  ["that never ends its headers", "GET / HTTP/1.1\r\nHost: x\r\n"],
  [
    "that never sends its body",
    "PATCH /api/v1/clips/P1/TOKEN HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{",
  ],
])("a connection %s is closed", async (_what, bytes) => {
  const server = await startTestServer({ idleMs: 100 });
  const raw = await connectRaw(server.port);
  raw.write(bytes.replace("TOKEN", server.token));
  await raw.readUntil();
  expect((await server.call("GET", `/api/v1/clips/${PROJECT}/${server.token}`)).status).toBe(200);
});
