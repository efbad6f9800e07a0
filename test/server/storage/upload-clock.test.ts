import { expect, test } from "vitest";
import {
  connectRaw,
  eventually,
  handClock,
  PROJECT,
  putFile,
  putHead,
  startTestServer,
} from "../../support/server-fixture.ts";

const FIFTEEN_MINUTES_MS = 15 * 60_000;
const SIZE = 400_000;

async function startUpload(sentBytes: number) {
  const clock = handClock();
  const server = await startTestServer({ clock: clock.now });
  const url = await server.sign("_graded/A001.mp4");
  const raw = await connectRaw(server.port);
  raw.write(putHead(url, { "Content-Type": "application/octet-stream", "Content-Length": SIZE }));
  raw.write(Buffer.alloc(sentBytes));
  await eventually(async () => (await sizeOnDisk(server)) === sentBytes || undefined);
  return { clock, server, raw };
}

async function sizeOnDisk(server: Awaited<ReturnType<typeof startTestServer>>): Promise<number> {
  const { stat } = await import("node:fs/promises");
  const [path] = await server.files();
  return path === undefined ? -1 : (await stat(`${server.libraryFolder}/${path}`)).size;
}

test("a URL works until its last moment and not a moment longer", async () => {
  const clock = handClock();
  const server = await startTestServer({ clock: clock.now });
  const url = await server.sign("_graded/A001.mp4");
  clock.forward(FIFTEEN_MINUTES_MS - 1);
  expect((await putFile(url, "x")).status).toBe(200);
  clock.forward(1);
  const answer = await putFile(url, "y");
  expect(answer.status).toBe(403);
  expect(answer.text).toContain("<Code>ExpiredToken</Code>");
});

test("an upload that has moved 100 KB by then may finish", async () => {
  const { clock, server, raw } = await startUpload(150_000);
  clock.forward(FIFTEEN_MINUTES_MS);
  raw.write(Buffer.alloc(SIZE - 150_000));
  expect(await raw.readUntil("\r\n\r\n")).toMatch(/^HTTP\/1\.1 200 /);
  expect((await server.clip("A001"))?.["fileSize"]).toBe(SIZE);
});

test("an upload that has moved less is cut at its next byte", async () => {
  const { clock, server, raw } = await startUpload(50_000);
  clock.forward(FIFTEEN_MINUTES_MS);
  raw.write(Buffer.alloc(SIZE - 50_000));
  expect(await raw.readUntil("</Error>")).toMatch(/^HTTP\/1\.1 403 [^]*<Code>ExpiredToken</);
  await eventually(async () => (await server.files()).length === 0 || undefined);
  expect(await server.clip("A001")).toBeUndefined();
});

test("an upload that has moved less is cut even when no byte comes any more", async () => {
  const { clock, server, raw } = await startUpload(50_000);
  clock.forward(FIFTEEN_MINUTES_MS);
  expect(await raw.readUntil("</Error>")).toMatch(/^HTTP\/1\.1 403 [^]*<Code>ExpiredToken</);
  await eventually(async () => (await server.files()).length === 0 || undefined);
  expect((await server.call("GET", `/media/${PROJECT}/_graded/A001.mp4`)).status).toBe(404);
});
