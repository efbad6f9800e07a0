// Which clips go first: when the Wi-Fi dies at three in the morning, the circled takes should be up.
import { filesOfSource, type FoundClip } from "../domain/clip.ts";

export type Order = "circled" | "name" | "size";

/** Stable: clips that compare equal keep the order of the card. `isCircled` is what the sheets say. */
export function orderClips(
  clips: readonly FoundClip[],
  order: Order,
  isCircled: (name: string) => boolean,
): readonly FoundClip[] {
  const rank = {
    circled: (clip: FoundClip) => (isCircled(clip.name) ? 0 : 1),
    name: () => 0,
    size: sizeOf,
  }[order];
  if (order === "name")
    return clips.toSorted((a, b) => a.name.localeCompare(b.name, "en", { numeric: true }));
  return clips.toSorted((a, b) => rank(a) - rank(b));
}

/** All of a recording over several files. */
function sizeOf({ graded, log }: FoundClip): number {
  const file = graded ?? log;
  return file ? filesOfSource(file).reduce((sum, { sizeBytes }) => sum + sizeBytes, 0) : 0;
}
