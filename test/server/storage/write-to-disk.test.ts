import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import fc from "fast-check";
import { expect, test } from "vitest";
import { writeToDisk } from "../../../src/server/storage/write-to-disk.ts";
import { noMounts, smallDisk } from "../../support/small-disk.ts";
import { tempFolder } from "../../support/temp-folder.ts";

const MIB = 1024 * 1024;

/** Bytes that differ everywhere, in chunks of these sizes; with a pause after some, so that writing catches up. */
async function* chunksOf(sizes: readonly number[]): AsyncGenerator<Buffer> {
  let at = 0;
  for (const [index, size] of sizes.entries()) {
    const chunk = Buffer.alloc(size);
    for (let place = 0; place + 4 <= size; place += 4096) chunk.writeUInt32LE(at + place, place);
    at += size;
    yield chunk;
    if (index % 3 === 0) await setImmediate();
  }
}

async function bytesOf(sizes: readonly number[]): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of chunksOf(sizes)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

test("whatever the chunks, the file holds them in their order", async () => {
  const folder = await tempFolder();
  let count = 0;
  const size = fc.oneof(fc.integer({ min: 1, max: 70_000 }), fc.integer({ min: 1, max: 3 * MIB }));
  await fc.assert(
    fc.asyncProperty(fc.array(size, { maxLength: 12 }), async (sizes) => {
      const path = join(folder, `file-${(count += 1)}`);
      await writeToDisk(chunksOf(sizes), path);
      expect((await readFile(path)).equals(await bytesOf(sizes))).toBe(true);
    }),
    { numRuns: 40 },
  );
});

test("more than is flushed at a time", async () => {
  const path = join(await tempFolder(), "large");
  const sizes = Array.from({ length: 150 }, () => MIB - 7);
  await writeToDisk(chunksOf(sizes), path);
  expect((await readFile(path)).equals(await bytesOf(sizes))).toBe(true);
});

test("what the sender throws comes through", async () => {
  const path = join(await tempFolder(), "broken");
  const breaking = async function* () {
    yield Buffer.alloc(MIB);
    await setImmediate();
    throw new Error("the sender has gone");
  };
  await expect(writeToDisk(breaking(), path)).rejects.toThrow("the sender has gone");
});

test.skipIf(noMounts !== undefined)("a disk that fills is told, with the last bytes too", async () => {
  for (const sizes of [[3 * MIB], [600_000, 600_000], Array.from({ length: 40 }, () => 65_536)]) {
    const disk = await smallDisk(MIB);
    const writing = writeToDisk(chunksOf(sizes), join(disk.path, "file"));
    await expect(writing).rejects.toMatchObject({ code: "ENOSPC" });
  }
});
