// One part of a plan for each of several machines: packed by size, the same wherever it is worked out. Pure.
import type { Shard } from "../domain/shard.ts";
import type { PlanFile, PlannedClip } from "./plan-file.ts";

/** Longest first into the emptiest part, ties by name: every clip is in exactly one. Their order stays. */
export function takeShard(clips: PlanFile["clips"], { index, count }: Shard): readonly PlannedClip[] {
  const parts = Array.from({ length: Math.min(count, clips.length) }, () => ({ bytes: 0, clips: 0 }));
  const mine = new Set<PlannedClip>();
  for (const { clip, bytes } of bySize(clips)) {
    let emptiest = 0;
    for (const [at, part] of parts.entries()) if (isEmptier(part, parts[emptiest])) emptiest = at;
    const part = parts[emptiest];
    if (!part) break;
    part.bytes += bytes;
    part.clips += 1;
    if (emptiest === index - 1) mine.add(clip);
  }
  return clips.filter((clip) => mine.has(clip));
}

interface Load {
  readonly bytes: number;
  readonly clips: number;
}

function isEmptier(a: Load, b: Load | undefined): boolean {
  return b !== undefined && (a.bytes < b.bytes || (a.bytes === b.bytes && a.clips < b.clips));
}

/** Names are compared by their code units: no machine's language counts. */
function bySize(clips: readonly PlannedClip[]) {
  return clips
    .map((clip) => ({ clip, bytes: bytesOf(clip) }))
    .toSorted((a, b) => b.bytes - a.bytes || (a.clip.clip < b.clip.clip ? -1 : 1));
}

/** What has to be read of it: a file that serves two roles is read once, and one that is up not at all. */
function bytesOf({ files }: PlannedClip): number {
  const open = files.filter(({ action }) => action !== "up");
  const sources = open.flatMap(({ source }) => [source].concat(source.parts ?? []));
  const byPath = new Map(sources.map(({ path, bytes }) => [path, bytes]));
  return [...byPath.values()].reduce((sum, bytes) => sum + bytes, 0);
}
