// Opens what is an ordinary file, and nothing else: a pipe would be waited for, a device would never end.
import { constants, type Stats } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";

/** Thrown for a file that is there and is not to be read; its message is a clause, without a full stop. */
export class UnfitFileError extends Error {
  override readonly name = "UnfitFileError";
  readonly fault: "not-a-file" | "too-large" | "elsewhere";

  constructor(fault: UnfitFileError["fault"], because: string) {
    super(because);
    this.fault = fault;
  }
}

/** For reading only. Throws `UnfitFileError`, and what the file system throws. */
export async function openOrdinary(path: string): Promise<FileHandle> {
  const handle = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    requireFile(await handle.stat());
    return handle;
  } catch (error) {
    await handle.close();
    throw error;
  }
}

export function requireFile(stats: Stats): void {
  if (stats.isDirectory()) throw new UnfitFileError("not-a-file", "it is a folder");
  if (!stats.isFile()) throw new UnfitFileError("not-a-file", "it is not an ordinary file");
}
