import { spawn } from "node:child_process";
import { once } from "node:events";
import { access, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { openLibrary } from "../../../src/server/library/open-library.ts";
import { newHolder } from "../../../src/server/library/token-holders.ts";
import { addToken } from "../../../src/server/library/tokens.ts";
import { connectRaw, PROJECT, putFile, startTestServer } from "../../support/server-fixture.ts";

const NONE = { read: false, write: false, upload: false };

const ROUTES = [
  ["GET", "/api/v1/clips/P1/TOKEN", "read"],
  ["PATCH", "/api/v1/clips/P1/TOKEN", "write"],
  ["GET", "/api/v1/upload/P1/TOKEN/_graded/A.mp4", "upload"],
  ["GET", "/api/v2/clips/P1/TOKEN", "read"],
  ["PATCH", "/api/v2/clips/P1/TOKEN", "write"],
  ["GET", "/api/v2/clips/P1/A/TOKEN", "read"],
  ["PATCH", "/api/v2/clips/P1/A/TOKEN", "write"],
  ["GET", "/api/v2/jobs/P1/TOKEN", "read"],
  ["PATCH", "/api/v2/jobs/P1/TOKEN", "write"],
  ["GET", "/api/v2/jobs/P1/J/TOKEN", "read"],
  ["PATCH", "/api/v2/jobs/P1/J/TOKEN", "write"],
  ["GET", "/api/v2/upload/P1/TOKEN/_graded/A.mp4", "upload"],
] as const;

test("a token that is not known is 401 everywhere, before the body is looked at", async () => {
  const server = await startTestServer();
  for (const [method, path] of ROUTES) {
    const body = method === "PATCH" ? { body: "{", headers: { "Content-Type": "application/json" } } : {};
    const answer = await server.call(method, path.replace("TOKEN", "wrong"), body);
    expect.soft(answer.status, `${method} ${path}`).toBe(401);
    expect.soft(answer.json).toEqual({ error: { message: expect.any(String) } });
  }
});

test("a token without the one permission that a route needs is 403", async () => {
  const server = await startTestServer();
  for (const [method, path, permission] of ROUTES) {
    const others = { label: "x", read: true, write: true, upload: true, [permission]: false };
    const token = server.createToken({ ...others, project: PROJECT });
    const answer = await server.call(method, path.replace("TOKEN", token));
    expect.soft(answer.status, `${method} ${path}`).toBe(403);
  }
});

test("a token for another project is 403", async () => {
  const server = await startTestServer();
  const token = server.createToken({ label: "x", read: true, write: true, upload: true, project: "P2" });
  for (const [method, path] of ROUTES) {
    const answer = await server.call(method, path.replace("TOKEN", token));
    expect.soft(answer.status, `${method} ${path}`).toBe(403);
  }
});

test("a token with just the permission passes, be it for this project or for all", async () => {
  const server = await startTestServer();
  await server.upload("_graded/A.mp4");
  for (const [method, path, permission] of ROUTES) {
    for (const project of [{ project: PROJECT }, {}]) {
      const token = server.createToken({ label: "x", ...NONE, [permission]: true, ...project });
      const body = method === "PATCH" ? { json: path.includes("/A/") ? { scene: "1" } : { data: [] } } : {};
      const answer = await server.call(method, path.replace("TOKEN", token), body);
      const expected = path.includes("/J/") ? [404, 400] : [200];
      expect.soft(expected, `${method} ${path}`).toContain(answer.status);
    }
  }
});

test.each([
  "/api/v1",
  "/api/v1/P1",
  "/api/v1/clips",
  "/api/v1/clips/",
  "/api/v1/clips/P1",
  "/api/v1/clips/P1/",
  "/api/v1/clips//TOKEN",
  "/api/v1/upload/P1",
  "/api/v1/upload/P1/TOKEN",
  "/api/v1//TOKEN",
  "/api/v2/clips",
  "/api/v2/clips/P1",
  "/api/v2/clips//TOKEN",
  "/api/v2/jobs",
  "/api/v2/jobs/P1",
  "/api/v2/upload/P1",
  "/api/v2/upload/P1/TOKEN",
])("%s lacks a parameter, which is 400 as documented", async (path) => {
  const server = await startTestServer();
  for (const method of ["GET", "PATCH"]) {
    const answer = await server.call(method, path.replace("TOKEN", server.token));
    expect.soft(answer.status, method).toBe(400);
    expect.soft(answer.json.error.message).toMatch(/\.$/);
  }
});

test("other methods are 405 with Allow, in the error shape", async () => {
  const server = await startTestServer();
  for (const [method, path] of ROUTES) {
    for (const other of ["POST", "PUT", "DELETE", "OPTIONS"]) {
      const answer = await server.call(other, path.replace("TOKEN", server.token));
      expect.soft(answer.status, `${other} ${path}`).toBe(405);
      expect.soft(String(answer.headers["allow"]).split(", ")).toContain(method);
      expect.soft(answer.json).toEqual({ error: { message: expect.any(String) } });
    }
  }
});

test("a token opens no project once it is revoked, and none after the server that it was made for", async () => {
  const server = await startTestServer();
  const passing = { label: "run", read: true, write: false, upload: false, project: PROJECT };
  const token = server.createToken({ ...passing, untilClose: true });
  const path = `/api/v1/clips/${PROJECT}/`;
  expect((await server.call("GET", path + token)).status).toBe(200);
  const [first] = server.listTokens();
  expect(server.revokeToken(first!.id)).toBe(true);
  expect(server.revokeToken(first!.id)).toBe(false);
  expect((await server.call("GET", path + server.token)).status).toBe(401);
  await server.close();
  const again = await startTestServer({ libraryFolder: server.libraryFolder });
  expect((await again.call("GET", path + token)).status).toBe(401);
});

test("the token that servers share ends with the last of them", async () => {
  const first = await startTestServer();
  const file = join(first.libraryFolder, "serve.token");
  const request = { label: "serve", read: true, write: true, upload: true };
  const token = first.shareToken(file, request);
  const second = await startTestServer({ libraryFolder: first.libraryFolder });
  expect(second.shareToken(file, request)).toBe(token);
  const path = `/api/v1/clips/${PROJECT}/${token}`;
  await second.close();
  expect(await readFile(file, "utf8")).toBe(token);
  expect((await first.call("GET", path)).status).toBe(200);
  const third = await startTestServer({ libraryFolder: first.libraryFolder });
  third.shareToken(file, request);
  await first.close();
  expect((await third.call("GET", path)).status).toBe(200);
  await third.close();
  await expect(access(file)).rejects.toThrow(/ENOENT/);
  const last = await startTestServer({ libraryFolder: first.libraryFolder });
  expect((await last.call("GET", path)).status).toBe(401);
  expect(last.shareToken(file, request)).not.toBe(token);
});

test("a passing token ends with the process that held it, however that ended", async () => {
  const server = await startTestServer();
  const library = openLibrary(server.libraryFolder);
  onTestFinished(() => library.close());
  const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
  const request = { label: "run", read: true, write: true, upload: true, project: PROJECT };
  const holder = { ...newHolder(), pid: child.pid! };
  const token = addToken(library, request, new Date(), holder);
  const elsewhere = addToken(library, request, new Date(), { ...newHolder(), host: "another-cart" });
  const statusOf = async (given: string) =>
    (await server.call("GET", `/api/v2/clips/${PROJECT}/${given}`)).status;
  expect(await Promise.all([statusOf(token), statusOf(elsewhere)])).toEqual([200, 200]);
  const ended = once(child, "exit");
  child.kill("SIGKILL");
  await ended;
  library.database.exec("UPDATE token_holders SET seen_at_ms = 0 WHERE host = 'another-cart'");
  expect(await Promise.all([statusOf(token), statusOf(elsewhere)])).toEqual([401, 401]);
  expect(server.listTokens().map(({ label }) => label)).toEqual(["test"]);
});

test("a project that is not there is 404, unless the token may make it", async () => {
  const server = await startTestServer();
  const rights = { label: "x", read: true, write: true, upload: true };
  const known = server.createToken(rights);
  const maker = server.createToken({ ...rights, newProjects: true });
  for (const [method, path] of ROUTES) {
    const elsewhere = path.replace("P1", "Nowhere");
    for (const token of [known, server.token]) {
      const answer = await server.call(method, elsewhere.replace("TOKEN", token));
      expect.soft(answer.status, `${method} ${path}`).toBe(404);
      expect.soft(answer.json.error.message).toContain("no project Nowhere");
    }
  }
  expect((await server.call("GET", `/api/v1/clips/Nowhere/${maker}`)).status).toBe(200);
  const { url } = (await server.call("GET", `/api/v1/upload/Nowhere/${maker}/_graded/A.mp4`)).json;
  expect((await putFile(url, "x")).status).toBe(200);
  expect((await server.call("GET", `/api/v1/clips/Nowhere/${known}`)).status).toBe(200);
});

test("a malformed project id is 400", async () => {
  const server = await startTestServer();
  const token = server.createToken({ label: "all", read: true, write: true, upload: true });
  for (const id of ["a b", ".P", "P.", "CON", "nul.txt", "P%2F..%2FQ", "%00", "x".repeat(101), "é"]) {
    const answer = await server.call("GET", `/api/v2/clips/${id}/${token}`);
    expect.soft(answer.status, id).toBe(400);
  }
});

test("a project id in other upper and lower case is 400, not a second project", async () => {
  const server = await startTestServer();
  const token = server.createToken({ label: "all", read: true, write: true, upload: true });
  expect((await server.call("GET", `/api/v2/clips/p1/${token}`)).status).toBe(400);
  expect(() => server.createToken({ label: "x", ...NONE, project: "p1" })).toThrow(/already there as P1/);
  expect(() => server.createToken({ label: "x", ...NONE, project: "../x" })).toThrow(/../);
});

test("pages of other sites are refused, and no answer invites them", async () => {
  const server = await startTestServer();
  const path = `/api/v2/clips/${PROJECT}/${server.token}`;
  for (const origin of ["http://evil.example", "null", `http://evil.example:${server.port}`]) {
    const answer = await server.call("GET", path, { headers: { Origin: origin } });
    expect(answer.status).toBe(403);
    expect(Object.keys(answer.headers).join()).not.toContain("access-control");
  }
  expect((await server.call("GET", path, { headers: { Origin: server.url } })).status).toBe(200);
});

test("no answer, whatever goes wrong, holds the token", async () => {
  const server = await startTestServer();
  const { token } = server;
  const paths = [
    `/api/v1/clips/P2/${token}`,
    `/api/v1/clips/${PROJECT}/${token}/more/and/more`,
    `/api/v1/clips/${PROJECT}/${token}%zz`,
    `/api/v1/upload/${PROJECT}/${token}/nope.txt`,
    `/api/v3/clips/${PROJECT}/${token}`,
    `/api/v1/clips/${PROJECT}/${token}x`,
    `/clips/${PROJECT}/${token}`,
    `/${token}`,
  ];
  for (const path of paths) {
    const answer = await server.call("GET", path);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.text + JSON.stringify(answer.headers)).not.toContain(token);
  }
  const raw = await connectRaw(server.port);
  raw.write(`GET /api/v1/clips/${PROJECT}/${token} HTTP/1.1\r\nHost x\r\n\r\n`);
  const text = await raw.readUntil();
  expect(text).toMatch(/^HTTP\/1\.1 400 /);
  expect(text).toContain('{"error":{"message":');
  expect(text).not.toContain(token);
  expect(JSON.stringify(server.events)).not.toContain(token);
});
