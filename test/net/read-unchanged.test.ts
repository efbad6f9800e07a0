import { appendFile, rename, rm, stat, truncate, utimes, writeFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { readUnchanged } from "../../src/net/read-unchanged.ts";
import { rejection } from "../support/net-client.ts";
import { outgoingFile, testBytes } from "../support/net-outgoing-file.ts";

const MIB = 1024 * 1024;

async function readAll(
  file: Parameters<typeof readUnchanged>[0],
  onChunk: (index: number) => unknown = () => {},
) {
  const chunks: Uint8Array[] = [];
  for await (const chunk of readUnchanged(file)) {
    chunks.push(chunk);
    await onChunk(chunks.length);
  }
  return Buffer.concat(chunks);
}

describe("readUnchanged", () => {
  test("gives every byte once, in pieces of at most 1 MiB", async () => {
    const bytes = testBytes(2 * MIB + 77);
    const file = await outgoingFile(bytes);
    for await (const chunk of readUnchanged(file)) expect(chunk.byteLength).toBeLessThanOrEqual(MIB);
    expect((await readAll(file)).equals(bytes)).toBe(true);
  });

  test("an empty file gives nothing", async () => {
    expect(await readAll(await outgoingFile(testBytes(0)))).toHaveLength(0);
  });

  test("a file that changed since it was checked is not begun", async () => {
    const file = await outgoingFile(testBytes(100));
    await appendFile(file.path, "x");
    let chunks = 0;
    expect(await rejection(readAll(file, () => (chunks += 1)))).toMatchObject({
      code: "card_changed",
      retryable: false,
    });
    expect(chunks).toBe(0);
  });

  test("the same size at another time is another file", async () => {
    const file = await outgoingFile(testBytes(100));
    await utimes(file.path, new Date(), new Date(file.mtimeMs + 60_000));
    expect(await rejection(readAll(file))).toMatchObject({ code: "card_changed" });
  });

  test("two seconds more or less are the drive's own inaccuracy", async () => {
    const file = await outgoingFile(testBytes(100));
    await utimes(file.path, new Date(), new Date(file.mtimeMs + 1500));
    await expect(readAll(file)).resolves.toHaveLength(100);
  });

  test.each([
    ["is written over", async (path: string) => writeFile(path, testBytes(3 * MIB).fill(1, 0, 9))],
    ["grows", async (path: string) => appendFile(path, "more")],
    ["shrinks", async (path: string) => truncate(path, MIB + 5)],
    ["is deleted", async (path: string) => rm(path)],
    [
      "is replaced",
      async (path: string) => {
        await writeFile(`${path}.new`, testBytes(3 * MIB + 1));
        await rename(`${path}.new`, path);
      },
    ],
  ])("a file that %s while it is read is never completed", async (_what, change) => {
    const file = await outgoingFile(testBytes(3 * MIB));
    let received = 0;
    const error = await rejection(
      (async () => {
        for await (const chunk of readUnchanged(file)) {
          received += chunk.byteLength;
          if (received === MIB) await change(file.path);
        }
      })(),
    );
    expect(error).toMatchObject({ code: "card_changed" });
    expect(received).toBeLessThan(file.sizeBytes);
  });

  test("a missing file says so", async () => {
    const file = await outgoingFile(testBytes(1));
    await rm(file.path);
    expect(await rejection(readAll(file))).toMatchObject({ code: "card_changed", retryable: false });
  });

  test("stopping early lets go of the file", async () => {
    const file = await outgoingFile(testBytes(3 * MIB));
    for await (const chunk of readUnchanged(file)) {
      expect(chunk.byteLength).toBe(MIB);
      break;
    }
    await rm(file.path);
    await expect(stat(file.path)).rejects.toThrow("ENOENT");
  });
});
