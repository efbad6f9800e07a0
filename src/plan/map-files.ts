// Files that a watcher has walked, sorted exactly as a scan sorts them.
import { findSpans } from "../cards/find-spans.ts";
import { mapCard } from "../cards/map-card.ts";
import { findFolderVariant, isThumbnailFolder } from "../domain/name-variant.ts";
import type { Card, FoundClip, FoundFile } from "../domain/clip.ts";
import type { Scan } from "../domain/scan.ts";

/** Pure: no file is opened. Each relative path once. */
export function mapFiles(card: Card, files: readonly FoundFile[], as: "auto" | "graded" | "log"): Scan {
  return mapCard(card, files, { as });
}

/** Clips that may be one recording over several files, in its order: by their names and sizes alone. */
export function listChains(clips: readonly FoundClip[]): readonly (readonly FoundClip[])[] {
  return findSpans(clips).chains.map(({ parts }) => parts.map(({ clip }) => clip));
}

/** Folders that cameras and copy programs lay inside a card. */
const CARD_STRUCTURE =
  /^(PRIVATE|DCIM|CONTENTS|XDROOT|M4ROOT|CINEROOT|AVCHD|BDMV|MP_ROOT|CLIPS?\d*|ascmhl)$/i;

/** Is a folder of this name a part of the card around it (`_graded`, `PRIVATE`), rather than a card of its own? */
export function isPartOfCard(folderName: string): boolean {
  const isVariant = findFolderVariant(folderName) !== undefined || isThumbnailFolder(folderName);
  return isVariant || CARD_STRUCTURE.test(folderName);
}
