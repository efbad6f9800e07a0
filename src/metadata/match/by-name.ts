// Rows to clips by name, the strictest spelling first.
import { parseClipName } from "../../domain/clip-name.ts";
import type { MetadataRow } from "../columns/metadata-row.ts";
import { daysBetween, type Lookup } from "./candidates.ts";
import type { ClipToMatch } from "./clip-to-match.ts";
import { NAME_LEVELS } from "./name-keys.ts";
import { parseRoll } from "./roll.ts";

/** A spelling level is tried for every name of the row before a looser one is. */
export function byName(clips: readonly ClipToMatch[]): Lookup {
  const levels = NAME_LEVELS.map((keyOf) => {
    const index = new Map<string, ClipToMatch[]>();
    for (const clip of clips) {
      const key = keyOf(clip.name);
      const same = index.get(key);
      if (same) same.push(clip);
      else index.set(key, [clip]);
    }
    return { keyOf, index };
  });
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

/** Did the row name the clip in another case only? */
export function differsInCase(row: MetadataRow, clip: ClipToMatch): boolean {
  const strict = NAME_LEVELS.slice(0, -1);
  return !strict.some((keyOf) => row.names.some((name) => keyOf(name) === keyOf(clip.name)));
}

/** `C0001` is on every card: where a name starts over with each card, day and roll must not say otherwise. */
function contradicts(row: MetadataRow, clip: ClipToMatch): boolean {
  if (parseClipName(clip.name)?.isUnique !== false) return false;
  const days = daysBetween(row.date, clip.date);
  if (days !== undefined && Math.abs(days) > 1) return true;
  const [ours, theirs] = [parseRoll(row.roll), parseRoll(clip.roll)];
  return ours !== undefined && theirs !== undefined && ours.reel !== theirs.reel;
}
