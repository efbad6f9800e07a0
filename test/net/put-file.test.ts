import { appendFile, open, stat } from "node:fs/promises";
import type { IncomingHttpHeaders } from "node:http";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { FileHasher } from "../../src/domain/delivery.ts";
import { createBandwidth } from "../../src/net/bandwidth.ts";
import { never, rejection, testClient } from "../support/net-client.ts";
import { hashesOf, newHasher } from "../support/net-hasher.ts";
import { outgoingFile, testBytes } from "../support/net-outgoing-file.ts";
import { startServer } from "../support/net-server.ts";
import { tempFolder } from "../support/temp-folder.ts";

const MIB = 1024 * 1024;
const quiet = () => ({ signal: never, hasher: newHasher(), onProgress: () => {} });

async function startStore() {
  const seen = { headers: {} as IncomingHttpHeaders, body: Buffer.alloc(0), complete: false };
  const url = await startServer(async (request, response) => {
    const chunks: Buffer[] = [];
    seen.headers = request.headers;
    try {
      for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
      seen.complete = true;
      response.writeHead(200, { etag: '"x"' }).end("stored");
    } catch {
      response.destroy();
    }
    seen.body = Buffer.concat(chunks);
  });
  return { url: `${url}/bucket/file?X-Goog-Signature=feedbeef`, seen };
}

describe("putFile", () => {
  test("sends the exact bytes with their exact length, and nothing that was not signed", async () => {
    const { url, seen } = await startStore();
    const bytes = testBytes(3 * MIB + 123);
    const file = await outgoingFile(bytes);
    const reply = await testClient().putFile({ url, file, ...quiet() });
    expect(seen.body.equals(bytes)).toBe(true);
    expect(seen.headers).toMatchObject({
      "content-length": String(bytes.length),
      "content-type": "application/octet-stream",
    });
    expect(seen.headers).not.toHaveProperty("transfer-encoding");
    expect(seen.headers).not.toHaveProperty("authorization");
    expect(reply).toMatchObject({
      status: 200,
      text: "stored",
      bytesSent: bytes.length,
      hashes: hashesOf(bytes),
    });
  });

  test("goes as one part of a form where it is asked to, hashed as the file alone", async () => {
    const { url, seen } = await startStore();
    const bytes = testBytes(70_000);
    const reply = await testClient().putFile({
      ...{ url, file: await outgoingFile(bytes), ...quiet(), method: "POST" },
      headers: { "content-type": "multipart/form-data; boundary=x", authorization: "Bearer t" },
      around: { before: Buffer.from("--x\r\n\r\n"), after: Buffer.from("\r\n--x--\r\n") },
    });
    expect(seen.headers).toMatchObject({
      ...{ "content-type": "multipart/form-data; boundary=x", authorization: "Bearer t" },
      "content-length": String(bytes.length + 16),
    });
    expect(seen.body.toString("latin1")).toBe(`--x\r\n\r\n${bytes.toString("latin1")}\r\n--x--\r\n`);
    expect(reply).toMatchObject({ bytesSent: bytes.length, hashes: hashesOf(bytes) });
  });

  test.each([
    [0, 70_000],
    [70_000, 70_001],
    [70_001, 2 * MIB + 5],
    [9, 9],
  ])("sends only bytes %i to %i where it is asked to", async (start, end) => {
    const { url, seen } = await startStore();
    const bytes = testBytes(2 * MIB + 5);
    const steps: number[] = [];
    const reply = await testClient().putFile({
      ...{ url, file: await outgoingFile(bytes), part: { start, end }, signal: never },
      onProgress: (done) => steps.push(done),
    });
    expect(seen.body.equals(bytes.subarray(start, end))).toBe(true);
    expect(seen.headers["content-length"]).toBe(String(end - start));
    expect(reply).toMatchObject({ status: 200, bytesSent: end - start, hashes: undefined });
    expect(steps.at(-1) ?? 0).toBe(end - start);
  });

  test("a part of a file that changed is not sent", async () => {
    const { url, seen } = await startStore();
    const file = await outgoingFile(testBytes(100));
    await appendFile(file.path, "x");
    const sending = testClient().putFile({ url, file, part: { start: 10, end: 20 }, ...quiet() });
    expect(await rejection(sending)).toMatchObject({ code: "card_changed" });
    expect(seen.complete).toBe(false);
  });

  test("an empty file arrives as an empty file", async () => {
    const { url, seen } = await startStore();
    const reply = await testClient().putFile({ url, file: await outgoingFile(testBytes(0)), ...quiet() });
    expect(seen.headers["content-length"]).toBe("0");
    expect(reply).toMatchObject({ status: 200, bytesSent: 0, hashes: hashesOf(testBytes(0)) });
  });

  test("progress counts up to the file's size in bytes", async () => {
    const { url } = await startStore();
    const file = await outgoingFile(testBytes(2 * MIB + 5));
    const steps: number[] = [];
    await testClient().putFile({ url, file, ...quiet(), onProgress: (done) => steps.push(done) });
    expect(steps.at(-1)).toBe(file.sizeBytes);
    expect(steps.length).toBeGreaterThan(4);
    expect(steps).toEqual([...steps].sort((a, b) => a - b));
  });

  test("a file that changes while it is sent is never complete at the store", async () => {
    const { url, seen } = await startStore();
    const file = await outgoingFile(testBytes(4 * MIB));
    let changed: Promise<void> | undefined;
    const onProgress = () => void (changed ??= appendFile(file.path, "x"));
    const error = await rejection(testClient().putFile({ url, file, ...quiet(), onProgress }));
    expect(error).toMatchObject({ code: "card_changed", retryable: false });
    expect(seen.complete).toBe(false);
  });

  test("an answer in the middle of sending is taken as the answer", async () => {
    const url = await startServer((request, response) => {
      request.once("data", () =>
        response.writeHead(403, { "content-type": "application/xml" }).end("<Code>No</Code>"),
      );
    });
    const file = await outgoingFile(testBytes(40 * MIB));
    const reply = await testClient().putFile({ url, file, ...quiet() });
    expect(reply).toMatchObject({ status: 403, text: "<Code>No</Code>", hashes: undefined });
    expect(reply.bytesSent).toBeLessThan(file.sizeBytes);
  });

  test("a break in the middle may be tried again, and tells how far it came", async () => {
    const url = await startServer((request) => {
      let received = 0;
      request.on("data", (chunk: Buffer) => {
        received += chunk.byteLength;
        if (received > 2 * MIB) request.socket.resetAndDestroy();
      });
    });
    const file = await outgoingFile(testBytes(40 * MIB));
    const error = await rejection(testClient().putFile({ url: `${url}/x?sig=feedbeef`, file, ...quiet() }));
    expect(error).toMatchObject({ code: "upload_failed", retryable: true, context: { fault: "broken" } });
    expect((error as Error).message).toMatch(/broke off after \d{7,8} bytes/);
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain("feedbeef");
  });

  test("a store that stops reading is a stall", async () => {
    const url = await startServer((request) => void request.pause());
    const file = await outgoingFile(testBytes(40 * MIB));
    const error = await rejection(testClient({ stallTimeoutMs: 100 }).putFile({ url, file, ...quiet() }));
    expect(error).toMatchObject({ code: "upload_failed", retryable: true, context: { fault: "stall" } });
  });

  test("a store that has everything and does not answer is a stall", async () => {
    const url = await startServer((request) => void request.resume());
    const file = await outgoingFile(testBytes(1000));
    const client = testClient({ stallTimeoutMs: 5000, replyTimeoutMs: 60 });
    expect(await rejection(client.putFile({ url, file, ...quiet() }))).toMatchObject({
      context: { fault: "stall" },
    });
  });

  test("a store may take longer to answer than a transfer may stand still", async () => {
    const url = await startServer((request, response) => {
      request.resume().on("end", () => setTimeout(() => response.end("ok"), 1500));
    });
    const client = testClient({ stallTimeoutMs: 1000, replyTimeoutMs: 20_000 });
    const file = await outgoingFile(testBytes(1000));
    expect(await client.putFile({ url, file, ...quiet() })).toMatchObject({ status: 200 });
  });

  test("slow but moving is no stall, however long the whole takes", async () => {
    const [stallTimeoutMs, pauseMs] = [1000, 10];
    let pauses = 0;
    const url = await startServer((request, response) => {
      request.on("data", () => {
        pauses += 1;
        request.pause();
        setTimeout(() => request.resume(), pauseMs);
      });
      request.on("end", () => response.end("ok"));
    });
    const file = await outgoingFile(testBytes(10 * MIB));
    const client = testClient({ stallTimeoutMs, replyTimeoutMs: 20_000 });
    expect(await client.putFile({ url, file, ...quiet() })).toMatchObject({ status: 200 });
    expect(pauses * pauseMs).toBeGreaterThan(stallTimeoutMs);
  });

  test("a limit that lets little through is no stall, and is kept", async () => {
    const { url, seen } = await startStore();
    const bitsPerSecond = 8 * 40_000;
    const bandwidth = createBandwidth([{ fromMinute: 0, toMinute: 1440, bitsPerSecond }]);
    const stallTimeoutMs = 1000;
    await bandwidth.take(80_000, never);
    const client = testClient({ stallTimeoutMs, replyTimeoutMs: 20_000, bandwidth });
    const bytes = testBytes(20_000);
    const file = await outgoingFile(bytes);
    const steps: number[] = [];
    const startedMs = performance.now();
    await client.putFile({ url, file, ...quiet(), onProgress: (done) => steps.push(done) });
    expect(performance.now() - startedMs).toBeGreaterThan(2 * stallTimeoutMs);
    expect(seen.body.equals(bytes)).toBe(true);
    expect(steps[0]).toBeLessThanOrEqual(4000);
  });

  test("an abort ends it with the signal's reason", async () => {
    const { url } = await startStore();
    const controller = new AbortController();
    const file = await outgoingFile(testBytes(20 * MIB));
    const reason = Object.assign(new Error("stop"), { code: "ECONNRESET" });
    const onProgress = () => controller.abort(reason);
    const sending = testClient().putFile({ url, file, ...quiet(), signal: controller.signal, onProgress });
    expect(await rejection(sending)).toBe(reason);
  });

  test("1 GiB is sent in bounded memory", async () => {
    const url = await startServer((request, response) => {
      request.resume().on("end", () => response.end());
    });
    const path = join(await tempFolder(), "sparse.bin");
    const handle = await open(path, "w");
    await handle.truncate(1024 * MIB);
    await handle.close();
    const { size, mtimeMs } = await stat(path);
    let hashed = 0;
    const hasher: FileHasher = {
      update: (chunk) => void (hashed += chunk.byteLength),
      digest: () => ({ xxh64: "", sha256: "", md5: "" }),
    };
    const before = process.memoryUsage.rss();
    let peak = 0;
    const onProgress = () => (peak = Math.max(peak, process.memoryUsage.rss()));
    const file = { path, sizeBytes: size, mtimeMs };
    await testClient().putFile({ url, file, signal: never, hasher, onProgress });
    expect(hashed).toBe(size);
    expect(peak).toBeGreaterThan(0);
    expect(peak - before).toBeLessThan(120 * MIB);
  });
});
