import { createHash } from "node:crypto";
import { truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { xxhash64 } from "hash-wasm";
import { describe, expect, test } from "vitest";
import { createHasherFactory, hashFile } from "../../src/checksums/file-hasher.ts";
import { tempFolder } from "../support/temp-folder.ts";

const MIB = 1024 ** 2;
const GIB = 1024 ** 3;

const OF_ABC = {
  xxh64: "44bc2cf5ad770999",
  md5: "900150983cd24fb0d6963f7d28e17f72",
  sha256: "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
};

describe("hashers", () => {
  test("give the published digests", async () => {
    const newHasher = await createHasherFactory();
    const hasher = newHasher(3);
    await hasher.update(Buffer.from("ab"));
    await hasher.update(Buffer.from("c"));
    expect(await hasher.digest()).toEqual(OF_ABC);
    expect(await newHasher(0).digest()).toMatchObject({ xxh64: "ef46db3751d8e999" });
  });

  test("of large files, with a thread, give the same", async () => {
    const newHasher = await createHasherFactory();
    const hasher = newHasher(GIB);
    await hasher.update(Buffer.from("ab"));
    await hasher.update(Buffer.from("c"));
    expect(await hasher.digest()).toEqual(OF_ABC);
    expect(await newHasher(GIB).digest()).toMatchObject({ md5: "d41d8cd98f00b204e9800998ecf8427e" });
  });

  test("of large files take more than there is room for, side by side, whatever becomes of the buffers", async () => {
    const newHasher = await createHasherFactory();
    const digests = await Promise.all(
      [1, 2, 3].map(async (number) => {
        const hasher = newHasher(GIB);
        const md5 = createHash("md5");
        const chunk = Buffer.alloc(2.5 * MIB);
        for (let i = 0; i < 12; i += 1) {
          chunk.fill(number * 16 + i);
          md5.update(chunk);
          await hasher.update(chunk);
        }
        return [await hasher.digest(), { md5: md5.digest("hex") }] as const;
      }),
    );
    for (const [digest, expected] of digests) expect(digest).toMatchObject(expected);
  });

  test("do not disturb one another, however their updates are mixed", async () => {
    const newHasher = await createHasherFactory();
    const chunks = fc.array(fc.record({ hasher: fc.nat(2), bytes: fc.uint8Array({ maxLength: 100 }) }), {
      maxLength: 30,
    });
    await fc.assert(
      fc.asyncProperty(chunks, async (mixed) => {
        const hashers = [newHasher(0), newHasher(0), newHasher(0)];
        for (const { hasher, bytes } of mixed) void hashers[hasher]!.update(bytes);
        const wanted = await Promise.all(
          hashers.map(async (_hasher, index) => {
            const all = Buffer.concat(
              mixed.filter(({ hasher }) => hasher === index).map(({ bytes }) => bytes),
            );
            const of = (name: string) => createHash(name).update(all).digest("hex");
            return { xxh64: await xxhash64(all), sha256: of("sha256"), md5: of("md5") };
          }),
        );
        expect(await Promise.all(hashers.map(async (hasher) => hasher.digest()))).toEqual(wanted);
      }),
    );
  });
});

describe("a file", () => {
  test("is hashed and counted", async () => {
    const path = join(await tempFolder(), "%d:'quoted' -clip.mov");
    await writeFile(path, "abc");
    expect(await hashFile(path)).toEqual({ ...OF_ABC, sizeBytes: 3 });
  });

  test("of many chunks gives what one pass over all bytes gives", async () => {
    const path = join(await tempFolder(), "clip.mov");
    const bytes = Buffer.alloc(3 * 1024 * 1024 + 17, "0123456789abcdef-");
    await writeFile(path, bytes);
    expect(await hashFile(path)).toMatchObject({ xxh64: await xxhash64(bytes), sizeBytes: bytes.length });
  });

  test("that is empty has the digests of nothing", async () => {
    const path = join(await tempFolder(), "clip.mov");
    await writeFile(path, "");
    expect(await hashFile(path)).toMatchObject({ xxh64: "ef46db3751d8e999", sizeBytes: 0 });
  });

  test("is read in bounded memory", async () => {
    const path = join(await tempFolder(), "clip.mov");
    await writeFile(path, "");
    await truncate(path, 160 * 1024 * 1024);
    const before = process.memoryUsage().rss;
    await hashFile(path);
    expect(process.memoryUsage().rss - before).toBeLessThan(120 * 1024 * 1024);
  });

  test("that cannot be read is said by name", async () => {
    const path = join(await tempFolder(), "none.mov");
    await expect(hashFile(path)).rejects.toMatchObject({
      code: "verify_failed",
      message: expect.stringContaining(path) as string,
    });
  });

  test("is left at once when the run is cancelled", async () => {
    const path = join(await tempFolder(), "clip.mov");
    await writeFile(path, Buffer.alloc(8 * 1024 * 1024));
    const reason = new Error("stop");
    await expect(hashFile(path, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    const controller = new AbortController();
    const hashing = hashFile(path, { signal: controller.signal });
    controller.abort(reason);
    await expect(hashing).rejects.toBe(reason);
  });
});
