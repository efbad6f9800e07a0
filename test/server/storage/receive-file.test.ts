import { setTimeout as sleep } from "node:timers/promises";
import { Readable } from "node:stream";
import { request } from "undici";
import { expect, test } from "vitest";
import { startTestServer } from "../../support/server-fixture.ts";

const CHUNK = Buffer.alloc(1024 * 1024, 7);
const CHUNKS = 300;

test("memory does not grow with the size of an upload", async () => {
  const server = await startTestServer();
  await server.upload("_graded/warm-up.mp4", Buffer.alloc(20_000_000));
  const url = await server.sign("_graded/A001.mp4");
  const before = process.memoryUsage.rss();
  let highest = before;
  async function* body() {
    for (let index = 0; index < CHUNKS; index++) {
      yield CHUNK;
      highest = Math.max(highest, process.memoryUsage.rss());
      if (index % 20 === 0) await sleep(1);
    }
  }
  const answer = await request(url, {
    method: "PUT",
    headers: {
      "Content-Type": "application/octet-stream",
      "Content-Length": String(CHUNK.length * CHUNKS),
    },
    body: Readable.from(body(), { highWaterMark: 1 }),
  });
  expect(answer.statusCode).toBe(200);
  await answer.body.dump();
  expect((await server.clip("A001"))?.["fileSize"]).toBe(CHUNK.length * CHUNKS);
  expect((highest - before) / 1024 / 1024).toBeLessThan(60);
});
