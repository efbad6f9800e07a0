// Puts a received file into its place, and the clip with it: both or neither.
import { renameSync } from "node:fs";
import { open } from "node:fs/promises";
import { dirname } from "node:path";
import { addClip } from "../library/clips.ts";
import { writeAtomically } from "../library/open-library.ts";
import { addProject, findProjectTwin } from "../library/projects.ts";
import { absolutePath, type StoragePath } from "../library/storage-path.ts";
import { addFile, findNameTwin } from "../library/uploads.ts";
import type { ServerContext } from "../server-context.ts";
import type { ReceivedFile } from "./receive-file.ts";
import { StorageError } from "./storage-error.ts";

/**
 * The rename happens inside the database's write lock: of two uploads of one path, by whichever processes, the
 * file that stays is the one that the database describes. Gives the version of the file.
 */
export async function settleFile(
  context: ServerContext,
  project: string,
  place: StoragePath,
  received: ReceivedFile,
): Promise<number> {
  const { library } = context;
  const target = absolutePath(library, project, place.path);
  const now = context.clock();
  const media = place.role === "graded" ? await context.readMedia?.(received.partPath) : undefined;
  const duration = media?.durationSeconds;
  const facts = { fileSize: received.sizeBytes, ...(duration === undefined ? {} : { duration }) };
  const version = writeAtomically(library, () => {
    const twin = findProjectTwin(library, project) ?? findNameTwin(library, project, place.clipName);
    if (twin !== undefined) {
      const message = `"${twin}" is already there, which differs only in upper and lower case.`;
      throw new StorageError(400, "InvalidObjectName", message);
    }
    addProject(library, project, now);
    const fileVersion = addFile(library, project, place, received, now);
    if (place.role === "graded") addClip(library, project, place.clipName, facts, now);
    renameSync(received.partPath, target);
    return fileVersion;
  });
  await flushFolder(dirname(target));
  return version;
}

/** Makes the rename outlive a power cut. Windows cannot open folders, and needs no such thing. */
async function flushFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
