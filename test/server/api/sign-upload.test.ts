import { describe, expect, test } from "vitest";
import { fileNameOf } from "../../../src/server/library/file-name.ts";
import { connectRaw, handClock, PROJECT, putFile, startTestServer } from "../../support/server-fixture.ts";

describe.each(["v1", "v2"])("%s", (version) => {
  test("gives a URL for 15 minutes, in whole seconds of UTC", async () => {
    const clock = handClock("2024-12-30T08:19:05.900Z");
    const server = await startTestServer({ clock: clock.now });
    const path = `/api/${version}/upload/${PROJECT}/${server.token}/_graded/A.mp4`;
    const answer = await server.call("GET", path);
    expect(answer.json.expiresAt).toBe("2024-12-30T08:34:05Z");
    expect(answer.json.url).toContain(`${server.url}/storage/${PROJECT}/_graded/A.mp4?`);
    expect(answer.json.url).not.toContain(server.token);
    expect((await putFile(answer.json.url, "x")).status).toBe(200);
  });
});

test("the URL leads to the host by which the server was called", async () => {
  const server = await startTestServer();
  const path = `/api/v1/upload/${PROJECT}/${server.token}/_graded/A.mp4`;
  const answer = await server.call("GET", path, { headers: { Host: `cart.local:${server.port}` } });
  expect(new URL(answer.json.url).host).toBe(`cart.local:${server.port}`);
  const bent = await server.call("GET", path, { headers: { Host: "evil.example/x?" } });
  expect(new URL(bent.json.url).host).toBe(`127.0.0.1:${server.port}`);
});

test.each([
  "_graded/A001C001_220901_R3CK.mp4",
  "_log/A001C001_220901_R3CK.mp4",
  "_thumbnails/A001C001_220901_R3CK.jpg",
  "_graded/with%20space%20and%20100%25.mp4",
  "_graded/-starts-with-dash.mp4",
  "_graded/a:b'c%22d%3F%23.mp4",
  "_graded%2Fencoded-slash.mp4",
  "_graded/%252e%252e.mp4",
  `_graded/${"x".repeat(251)}.mp4`,
])("%s may be uploaded", async (path) => {
  const server = await startTestServer();
  const answer = await server.call("GET", `/api/v1/upload/${PROJECT}/${server.token}/${path}`);
  expect(answer.status).toBe(200);
  expect((await putFile(answer.json.url, "x")).status).toBe(200);
});

const FORBIDDEN = [
  "..",
  "../library.db",
  "_graded/../../library.db",
  "_graded/../_log/A.mp4",
  "_graded/..%2f..%2f..%2fx.mp4",
  "%2e%2e/x.ale",
  "..%2Fx.ale",
  "_graded/%2e%2e/x.mp4",
  "_graded/..%5c..%5cx.mp4",
  "_graded\\x.mp4",
  "/etc/x.ale",
  "%2Fetc%2Fx.ale",
  "C:%5Cx.ale",
  "_graded/a%00.mp4",
  "_graded/%0d%0ax.mp4",
  "_graded/.mp4",
  "_graded/sub/A.mp4",
  "_graded//A.mp4",
  "_graded/",
  "_graded",
  "./_graded/A.mp4",
  "_graded/./A.mp4",
  "_graded/A.mov",
  "_graded/A.mp4.part",
  "_GRADED/A.mp4",
  "_thumbnails/A.png",
  "_thumbnails/A.mp4",
  "_log/A.jpg",
  "A.mp4",
  "A.ale/x.ale",
  "library.db",
  "_done/A.mp4",
  "_graded/...mp4",
  `_graded/${"x".repeat(1001)}.mp4`,
  `_graded/${encodeURIComponent("é".repeat(501))}.mp4`,
];

test("extensions may be in capitals; the clip is the same", async () => {
  const server = await startTestServer();
  await server.upload("_graded/A001.MP4");
  await server.upload("_log/A001.Mp4");
  await server.upload("_thumbnails/A001.JPG");
  expect(await server.files()).toEqual([
    "projects/P1/_graded/A001.mp4",
    "projects/P1/_log/A001.mp4",
    "projects/P1/_thumbnails/A001.jpg",
  ]);
  expect(await server.clip("A001")).toMatchObject({ name: "A001" });
});

const ODD = [
  ".hidden",
  ".incoming-x",
  "CON",
  "AUX",
  "nul",
  "lpt1.x",
  "A ",
  "A.",
  "take 1.",
  "x".repeat(252),
  `${"é".repeat(126)}.`,
  "_AUX~0123456789abcdef0123456789abcdef",
  "文".repeat(333),
];

test.each(ODD)("a clip may be called %s: its files have names that every disk can hold", async (name) => {
  const server = await startTestServer();
  for (const path of [`_graded/${name}.mp4`, `_log/${name}.mp4`, `_thumbnails/${name}.jpg`]) {
    expect((await server.upload(path, path)).status).toBe(200);
  }
  const { token } = server;
  const single = `/api/v2/clips/${PROJECT}/${encodeURIComponent(name)}/${token}`;
  expect((await server.call("PATCH", single, { json: { scene: "22" } })).status).toBe(200);
  expect(await server.clip(name)).toMatchObject({ name, scene: "22" });
  const page = await server.call("GET", `/clips/${PROJECT}/${encodeURIComponent(name)}?source=log`);
  expect(page.text).toContain("LOG");
  for (const path of [`_graded/${name}.mp4`, `_log/${name}.mp4`, `_thumbnails/${name}.jpg`]) {
    const media = path.split("/").map(encodeURIComponent).join("/");
    expect((await server.call("GET", `/media/${PROJECT}/${media}`)).text).toBe(path);
  }
  for (const file of await server.files()) {
    const base = file.split("/").at(-1) ?? "";
    expect(base).toMatch(/^_[\p{L}\p{N}_-]{0,40}~[0-9a-f]{32}\.(?:mp4|jpg)$/u);
    expect(Buffer.byteLength(base)).toBeLessThan(256);
  }
});

test("no two clips meet in one file", async () => {
  const server = await startTestServer();
  const twin = fileNameOf("AUX", "");
  await server.upload("_graded/AUX.mp4", "one");
  await server.upload(`_graded/${twin}.mp4`, "two");
  expect(await server.files()).toHaveLength(2);
  expect((await server.call("GET", `/media/${PROJECT}/_graded/AUX.mp4`)).text).toBe("one");
});

test("a path out of the documented folders is 400 and leaves nothing", async () => {
  const server = await startTestServer();
  for (const path of FORBIDDEN) {
    const raw = await connectRaw(server.port);
    const target = `/api/v1/upload/${PROJECT}/${server.token}/${path}`;
    raw.write(`GET ${target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
    const text = await raw.readUntil();
    expect.soft(text, path).toMatch(/^HTTP\/1\.1 400 /);
    expect.soft(text, path).toContain('{"error":{"message":');
  }
  expect(await server.files()).toEqual([]);
});

test("a name that differs from a clip's in upper and lower case only is 400", async () => {
  const server = await startTestServer();
  await server.upload("_graded/A001.mp4", "first");
  const path = `/api/v1/upload/${PROJECT}/${server.token}/_graded/a001.mp4`;
  const answer = await server.call("GET", path);
  expect(answer.status).toBe(400);
  expect(answer.json.error.message).toContain('"A001"');
});

test("both Unicode forms of a name are one clip", async () => {
  const server = await startTestServer();
  await server.upload("_graded/Cafe\u0301.mp4");
  await server.upload("_log/Caf\u00e9.mp4");
  expect(await server.files()).toEqual([
    "projects/P1/_graded/Caf\u00e9.mp4",
    "projects/P1/_log/Caf\u00e9.mp4",
  ]);
});
