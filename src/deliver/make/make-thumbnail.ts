// The clip's picture: the one that came with it, the one made in its render, else a frame of the graded file.
import { join } from "node:path";
import type { CheckedClip, ReadyFile } from "../../domain/clip.ts";
import { makeStill } from "../../media/make-still.ts";
import type { Priority } from "../limits.ts";
import type { RunContext } from "../run-context.ts";
import { workName } from "../../ledger/state-names.ts";
import { keep } from "./finish-file.ts";
import { findFinishedStill, suppliedThumbnail } from "./finished-still.ts";
import type { MadeFile } from "./made-file.ts";
import { STILL_WIDTH, stillSeconds } from "./still-place.ts";
import { inPartFolder } from "./work-folder.ts";

/** Does a picture have to be made, and not only sent? */
export function needsStill(clip: CheckedClip, { settings }: RunContext): boolean {
  return !suppliedThumbnail(clip) && settings.thumbnail !== "none";
}

/** Undefined where none is wanted or the supplied one does not meet the spec (which is a finding already). */
export async function makeThumbnail(
  clip: CheckedClip,
  graded: MadeFile,
  priority: Priority,
  context: RunContext,
): Promise<ReadyFile | undefined> {
  const there = await findFinishedStill(clip, context);
  if (there || !needsStill(clip, context)) return there;
  return context.limits.encode(priority, async () => {
    const path = join(context.workFolderOf(clip), workName(clip.name, "thumbnail.jpg"));
    const { bytes: sizeBytes, mtimeMs } = await inPartFolder(clip, context, async (folder) => {
      const part = join(folder, "still.jpg");
      const { tools, signal } = context;
      await makeStill(tools, {
        source: graded.file.path,
        facts: graded.facts,
        at: { seconds: stillSeconds(context.settings.thumbnail, graded.facts) },
        target: part,
        maxWidth: STILL_WIDTH,
        signal,
      });
      return keep(part, path);
    });
    return { role: "thumbnail", action: "still", source: graded.file.source, path, sizeBytes, mtimeMs };
  });
}
