// What the library on this machine holds under a key, read from its disk.
import { stat } from "node:fs/promises";
import { hashFile } from "../checksums/file-hasher.ts";
import type { Destination } from "../destinations/destination.ts";
import { absolutePath } from "../server/library/storage-path.ts";

/** Throws `verify_failed` for a file that is there and cannot be read. */
export async function readStored(
  libraryFolder: string,
  project: string,
  key: string,
  signal: AbortSignal,
): ReturnType<NonNullable<Destination["readBack"]>> {
  const path = absolutePath({ folder: libraryFolder }, project, key);
  const there = await stat(path).catch(() => undefined);
  return there?.isFile() ? hashFile(path, { signal }) : undefined;
}
