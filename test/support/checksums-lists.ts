// Paths of hash lists to test with, and a short way to run a verification to its end.
import { existsSync } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { findHashLists } from "../../src/checksums/find-hash-lists.ts";
import { readMhl } from "../../src/checksums/read-mhl.ts";
import { type FileToVerify, type FileVerification, verifyFiles } from "../../src/checksums/verify-files.ts";

export const MHL_FIXTURES = join(import.meta.dirname, "../../fixtures/mhl");

/** Real lists of many tools; not part of the project, so a test that needs them is skipped without them. */
export const MHL_SAMPLES = join(import.meta.dirname, "../../../shared/samples/mhl");
export const hasMhlSamples = existsSync(MHL_SAMPLES);

export async function filesBelow(root: string, pattern: RegExp): Promise<readonly FileToVerify[]> {
  const names = (await readdir(root, { recursive: true })).filter((name) => pattern.test(name)).toSorted();
  return Promise.all(
    names.map(async (relativePath) => {
      const path = join(root, relativePath);
      return { path, relativePath, sizeBytes: (await stat(path)).size };
    }),
  );
}

export async function verifyTree(root: string, pattern: RegExp): Promise<readonly FileVerification[]> {
  const files = await filesBelow(root, pattern);
  // Around a sample lie other samples.
  const paths = (await findHashLists(root, files)).filter((path) => path.startsWith(root));
  const lists = await Promise.all(paths.map((path) => readMhl(path)));
  return collect(verifyFiles(files, lists));
}

export async function collect<T>(items: AsyncIterable<T>): Promise<readonly T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}
