// Clears away what uploads and removals of a killed process have left behind.
import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Library } from "./library/open-library.ts";
import { picturesFolder } from "./library/storage-path.ts";
import { INCOMING_PREFIX } from "./storage/receive-file.ts";

/** Longer than any upload takes: younger ones may be under way in another process with the same library. */
const LEFT_BEHIND_MS = 24 * 60 * 60_000;

export async function sweepIncoming(library: Library): Promise<void> {
  const inProjects = await readdir(join(library.folder, "projects"), {
    recursive: true,
    withFileTypes: true,
  });
  // Only whole projects are moved aside among the pictures, of which none may have been made yet.
  const inPictures = await readdir(picturesFolder(library), { withFileTypes: true }).catch(() => []);
  for (const entry of [...inProjects, ...inPictures]) {
    if (!entry.name.startsWith(INCOMING_PREFIX)) continue;
    const path = join(entry.parentPath, entry.name);
    const facts = await stat(path).catch(() => undefined);
    if (facts && Date.now() - facts.mtimeMs > LEFT_BEHIND_MS)
      await rm(path, { recursive: true, force: true });
  }
}
