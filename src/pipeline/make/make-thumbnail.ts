// The clip's picture: the one that came with it, the one made in its render, else a frame of the graded file.
import { stat } from "node:fs/promises";
import { join } from "node:path";
import type { CheckedClip, ReadyFile } from "../../domain/clip.ts";
import { makeStill } from "../../media/make-still.ts";
import type { Priority } from "../limits.ts";
import type { RunContext } from "../run-context.ts";
import { workName } from "../state/state-names.ts";
import { findMade } from "./find-made.ts";
import { keep } from "./finish-file.ts";
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
  const supplied = suppliedThumbnail(clip);
  if (supplied) {
    const { path, sizeBytes, mtimeMs } = supplied;
    return { role: "thumbnail", path, sizeBytes, mtimeMs, action: "passthrough", source: supplied };
  }
  if (!needsStill(clip, context)) return undefined;
  const { source } = graded.file;
  const ready = { role: "thumbnail", action: "still", source } as const;
  const made = await findMade(clip, "thumbnail", source, context);
  if (made) return { ...ready, path: made.path, sizeBytes: made.sizeBytes, mtimeMs: made.mtimeMs };
  return context.limits.encode(priority, async () => {
    const path = join(context.workFolderOf(clip), workName(clip.name, "thumbnail.jpg"));
    await inPartFolder(clip, context, async (folder) => {
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
      await keep(part, path);
    });
    const { size, mtimeMs } = await stat(path);
    return { ...ready, path, sizeBytes: size, mtimeMs };
  });
}

export function suppliedThumbnail({ thumbnail, findings }: CheckedClip): CheckedClip["thumbnail"] {
  const isRefused = findings.some(({ role, severity }) => role === "thumbnail" && severity === "error");
  return isRefused ? undefined : thumbnail;
}
