// The clip's picture: the one that came with it, the one made in its render, else a frame of the graded file.
import { join } from "node:path";
import type { CheckedClip, OwedFile, ReadyFile } from "../../domain/clip.ts";
import { makeStill } from "../../media/make-still.ts";
import type { MakeContext } from "../delivery.ts";
import type { Priority } from "../limits.ts";
import { findMade } from "../standing.ts";
import { keep } from "./finish-file.ts";
import type { MadeFile } from "./made-file.ts";
import { inPartFolder, placeOfClip, workPath } from "./part-folder.ts";
import { STILL_WIDTH, stillSeconds } from "./still-place.ts";

/** Does it have to be made, and not only sent? */
export function isStillToMake({ graded }: CheckedClip, { source }: OwedFile): boolean {
  return source.path === graded?.path;
}

/** Spares the graded file, once it is sent, being made anew for its picture alone. */
export async function findFinishedStill(
  clip: CheckedClip,
  owed: OwedFile,
  { ledger, own }: MakeContext,
): Promise<ReadyFile | undefined> {
  const { source } = owed;
  if (!isStillToMake(clip, owed)) {
    const { path, sizeBytes, mtimeMs } = source;
    return { path, sizeBytes, mtimeMs, role: "thumbnail", action: "passthrough", source };
  }
  const made = await findMade(placeOfClip(clip), owed, ledger, own);
  if (!made) return undefined;
  const { path, sizeBytes, mtimeMs } = made;
  return { role: "thumbnail", path, sizeBytes, mtimeMs, action: "still", source };
}

export async function makeThumbnail(
  clip: CheckedClip,
  owed: OwedFile,
  graded: MadeFile,
  priority: Priority,
  make: MakeContext,
): Promise<ReadyFile> {
  const there = await findFinishedStill(clip, owed, make);
  if (there) return there;
  const { limits, tools, signal, wants } = make.check;
  return limits.encode(priority, async () => {
    const { path } = workPath(clip, "thumbnail.jpg", make);
    const { bytes: sizeBytes, mtimeMs } = await inPartFolder(clip, make, async (folder) => {
      const part = join(folder, "still.jpg");
      await makeStill(tools, {
        source: graded.file.path,
        facts: graded.facts,
        at: { seconds: stillSeconds(wants.thumbnail, graded.facts) },
        target: part,
        maxWidth: STILL_WIDTH,
        signal,
      });
      return keep(part, path);
    });
    return { role: "thumbnail", action: "still", source: owed.source, path, sizeBytes, mtimeMs };
  });
}
