// What Sony's card structures have in common: `Clip` holds the recordings, `Sub` their small copies.
import type { FileKind } from "../card-layout.ts";
import { childNamed, isBelowChild, type TreeFile, type TreeFolder } from "../card-tree.ts";
import { isVideoExtension } from "../video-extensions.ts";

/** Small copies are named `C0001S03` beside the `C0001` that they stand for. */
export function classifySonyFile(file: TreeFile, top: TreeFolder): FileKind | undefined {
  if (!isBelowChild(file, top, "Sub")) return undefined;
  if (!isVideoExtension(file.extension)) return { kind: "ignored" };
  return { kind: "camera-proxy", of: file.base.replace(/S\d{2}$/i, "") };
}

/** Offloads sometimes leave the structure's own folder out: then `Clip` and its neighbours lie bare. */
export function isBareSonyCard(folder: TreeFolder, clipExtension: string): boolean {
  const clips = childNamed(folder, "Clip");
  if (!clips?.extensions.has(clipExtension)) return false;
  return childNamed(folder, "Sub") !== undefined || childNamed(folder, "Thmbnl") !== undefined;
}
