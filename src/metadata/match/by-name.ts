// Rows to clips by name, the strictest spelling first.
import { parseClipName } from "../../domain/clip-name.ts";
import type { MetadataRow } from "../columns/metadata-row.ts";
import { daysBetween, type Lookup } from "./candidates.ts";
import type { ClipToMatch } from "./clip-to-match.ts";
import { NAME_LEVELS } from "./name-keys.ts";
import { isOtherCamera, isOtherRoll } from "./other-clip.ts";

/** A spelling level is tried for every name of the row before a looser one is. */
export function byName(clips: readonly ClipToMatch[]): Lookup {
  const levels = NAME_LEVELS.map(({ keyOf }) => ({ keyOf, index: indexNames(clips, keyOf) }));
  return (row) => {
    if (row.kind === "sound") return [];
    for (const { keyOf, index } of levels) {
      for (const name of row.names) {
        const found = (index.get(keyOf(name)) ?? []).filter((clip) => !contradicts(row, clip));
        if (found.length > 0) return found;
      }
    }
    return [];
  };
}

function indexNames(
  clips: readonly ClipToMatch[],
  keyOf: (name: string) => string,
): ReadonlyMap<string, readonly ClipToMatch[]> {
  const index = new Map<string, ClipToMatch[]>();
  for (const clip of clips) {
    for (const key of new Set(namesOf(clip).map(keyOf))) {
      const same = index.get(key);
      if (same) same.push(clip);
      else index.set(key, [clip]);
    }
  }
  return index;
}

const namesOf = ({ name, fileNames = [] }: ClipToMatch) => [name, ...fileNames];

/** Did the row name the clip in another case only? */
export function differsInCase(row: MetadataRow, clip: ClipToMatch): boolean {
  const isNamed = ({ keyOf }: (typeof NAME_LEVELS)[number]) => {
    const keys = new Set(namesOf(clip).map(keyOf));
    return row.names.some((name) => keys.has(keyOf(name)));
  };
  const strictest = NAME_LEVELS.find(isNamed);
  return (
    strictest?.ignoresCase === true && !NAME_LEVELS.some((level) => !level.ignoresCase && isNamed(level))
  );
}

/** `C0001` is on every card: where a name starts over with each card, day and roll must not say otherwise. */
function contradicts(row: MetadataRow, clip: ClipToMatch): boolean {
  if (parseClipName(clip.name)?.isUnique !== false) return false;
  const days = daysBetween(row.date, clip.date);
  if (days !== undefined && Math.abs(days) > 1) return true;
  return isOtherCamera(row, clip) || isOtherRoll(row, clip);
}
