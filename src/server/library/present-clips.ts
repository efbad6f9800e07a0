// The clips whose graded file really lies in the library: what somebody has deleted there has to be sent again.
import { readdir, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { findClip, readClips, type StoredClip } from "./clips.ts";
import { fileNameOf } from "./file-name.ts";
import type { Library } from "./open-library.ts";
import { absolutePath, storagePathOf } from "./storage-path.ts";

/** Sorted by name, a few at a time. Values of the others are kept: they show again with their file. */
export async function* readPresentClips(library: Library, project: string): AsyncGenerator<StoredClip[]> {
  const files = await readGradedFiles(library, project);
  for await (const clips of readClips(library, project)) {
    yield clips.filter(({ name }) => files.has(fileNameOf(name, ".mp4")));
  }
}

export async function findPresentClip(
  library: Library,
  project: string,
  name: string,
): Promise<StoredClip | undefined> {
  const clip = findClip(library, project, name);
  if (!clip) return undefined;
  const facts = await stat(absolutePath(library, project, storagePathOf("graded", name))).catch(
    () => undefined,
  );
  return facts?.isFile() ? clip : undefined;
}

/** One look into the folder, however many clips there are. */
async function readGradedFiles(library: Library, project: string): Promise<ReadonlySet<string>> {
  const folder = dirname(absolutePath(library, project, storagePathOf("graded", "any")));
  try {
    // Some disks give names back in another Unicode form.
    return new Set((await readdir(folder)).map((name) => name.normalize("NFC")));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return new Set();
    throw error;
  }
}
