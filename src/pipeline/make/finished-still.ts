// A clip's picture that is there already: it came with the clip, or an earlier run made it and did not get to send it.
import type { CheckedClip, ReadyFile } from "../../domain/clip.ts";
import type { RunContext } from "../run-context.ts";
import { findMade } from "./find-made.ts";
import { suppliedThumbnail } from "./make-thumbnail.ts";

/** Spares the graded file, once it is sent, being made anew for its picture alone. */
export async function findFinishedStill(
  clip: CheckedClip,
  context: RunContext,
): Promise<ReadyFile | undefined> {
  const source = suppliedThumbnail(clip) ?? clip.graded;
  if (!source) return undefined;
  if (source !== clip.graded) return { ...source, role: "thumbnail", action: "passthrough", source };
  const made = await findMade(clip, "thumbnail", source, context);
  if (!made) return undefined;
  const { path, sizeBytes, mtimeMs } = made;
  return { role: "thumbnail", path, sizeBytes, mtimeMs, action: "still", source };
}
