// How exactly a limit is kept, by the bytes that a server gets in ten seconds.
import { truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { expect, test } from "vitest";
import { createBandwidth } from "../../src/net/bandwidth.ts";
import { testClient } from "../support/net-client.ts";
import { startServer } from "../support/net-server.ts";
import { tempFolder } from "../support/temp-folder.ts";

const SECONDS = 10;
const idleHasher = { update: () => undefined, digest: () => ({ xxh64: "", sha256: "", md5: "" }) };

async function measure(bitsPerSecond: number, uploads: number) {
  const bandwidth = createBandwidth([{ fromMinute: 0, toMinute: 1440, bitsPerSecond }]);
  let received = 0;
  let begin = () => {};
  const begun = new Promise<void>((resolve) => (begin = resolve));
  let largest = 0;
  const url = await startServer((request) => {
    request.on("data", (chunk: Buffer) => {
      begin();
      received += chunk.byteLength;
      largest = Math.max(largest, chunk.byteLength);
    });
  });
  const path = join(await tempFolder(), "hole.bin");
  const sizeBytes = 1024 ** 3;
  await writeFile(path, "");
  await truncate(path, sizeBytes);
  const stop = new AbortController();
  const client = testClient({ bandwidth });
  const file = { path, sizeBytes, mtimeMs: Date.now() };
  const sending = Array.from({ length: uploads }, () =>
    client
      .putFile({ url, file, signal: stop.signal, hasher: idleHasher, onProgress: () => {} })
      .catch(() => {}),
  );
  await begun;
  const [startMs, startBytes] = [performance.now(), received];
  await setTimeout(SECONDS * 1000);
  const rate = ((received - startBytes) * 8) / ((performance.now() - startMs) / 1000);
  stop.abort();
  await Promise.all(sending);
  return {
    limit: bitsPerSecond,
    uploads,
    measured: Math.round(rate),
    offPercent: (rate / bitsPerSecond - 1) * 100,
    largest,
  };
}

test("a limit is kept within 5 % over ten seconds", { timeout: 120_000 }, async () => {
  const rows = [];
  for (const [bitsPerSecond, uploads] of [
    [400e3, 1],
    [5e6, 3],
    [20e6, 1],
    [200e6, 3],
  ] as const) {
    rows.push(await measure(bitsPerSecond, uploads));
  }
  console.table(rows);
  for (const { offPercent } of rows) expect(Math.abs(offPercent)).toBeLessThan(5);
  expect(rows[0]?.largest).toBeLessThan(20_000);
});
