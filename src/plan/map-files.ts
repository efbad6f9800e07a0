// Files that a watcher has walked, sorted exactly as a scan sorts them.
import { findSpans } from "../cards/find-spans.ts";
import { mapCard } from "../cards/map-card.ts";
import type { Card, FoundClip, FoundFile } from "../domain/clip.ts";
import type { Scan } from "../domain/scan.ts";

// A watcher sees a card through this file alone, so that it sees what a scan sees.
export type { CardTop } from "../cards/camera.ts";
export { isPartOfCard } from "../cards/is-part-of-card.ts";
export { isHiddenFile, isSystemFolder } from "../cards/litter.ts";
export { CHECKPOINT, finishedName } from "../cards/unfinished-copies.ts";

/** Pure: no file is opened. Each relative path once. */
export function mapFiles(card: Card, files: readonly FoundFile[], as: "auto" | "graded" | "log"): Scan {
  return mapCard(card, files, { as });
}

/** Clips that may be one recording over several files, in its order: by their names and sizes alone. */
export function listChains(clips: readonly FoundClip[]): readonly (readonly FoundClip[])[] {
  return findSpans(clips).chains.map(({ parts }) => parts.map(({ clip }) => clip));
}
