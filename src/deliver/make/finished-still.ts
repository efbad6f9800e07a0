// A clip's picture that is there already: it came with the clip, or an earlier run made it and did not get to send it.
import type { CheckedClip, ReadyFile } from "../../domain/clip.ts";
import type { RunContext } from "../run-context.ts";
import { findMade } from "./find-made.ts";

/** The picture that came with the clip, unless the spec refuses it. */
export function suppliedThumbnail({ thumbnail, findings }: CheckedClip): CheckedClip["thumbnail"] {
  const isRefused = findings.some(({ role, severity }) => role === "thumbnail" && severity === "error");
  return isRefused ? undefined : thumbnail;
}

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
