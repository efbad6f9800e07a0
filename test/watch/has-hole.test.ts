import { randomBytes } from "node:crypto";
import { open, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { hasHole } from "../../src/watch/has-hole.ts";
import { tempFolder } from "../support/temp-folder.ts";

const MEBIBYTE = 1024 * 1024;

async function fileWithNought(fromBytes: number, length: number): Promise<string> {
  const path = join(await tempFolder(), "clip.mov");
  await writeFile(path, randomBytes(12 * MEBIBYTE));
  const file = await open(path, "r+");
  await file.write(Buffer.alloc(length), 0, length, fromBytes);
  await file.close();
  return path;
}

test.each([
  ["a hole in the middle", 5 * MEBIBYTE, 3 * MEBIBYTE, true],
  ["a hole at the end", 9 * MEBIBYTE, 3 * MEBIBYTE, true],
  ["a second of silence", 5 * MEBIBYTE, MEBIBYTE, false],
  ["no nought at all", 0, 0, false],
])("%s", async (_, from, length, expected) => {
  expect(await hasHole(await fileWithNought(from, length))).toBe(expected);
});
