// New values for clips, from whichever side they come, and the word of it.
import { type ChangedClips, type ClipChange, changeClips } from "./library/clips.ts";
import type { ServerContext } from "./server-context.ts";

export async function changeMetadata(
  { library, clock, emit }: Pick<ServerContext, "library" | "clock" | "emit">,
  project: string,
  changes: readonly ClipChange[],
): Promise<ChangedClips> {
  const result = await changeClips(library, project, changes, clock());
  if (result.changed.length > 0) emit({ type: "metadata-changed", project, clips: result.changed });
  return result;
}
