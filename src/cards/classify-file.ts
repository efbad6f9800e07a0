// What one file is, by its name and place: the rules that hold on every card, and what its layout knows better.
import { isSheetName } from "../domain/sheet-extensions.ts";
import { findReader } from "./camera-original.ts";
import type { FileKind } from "./card-layout.ts";
import { isNamed, lineage, type TreeFile, type TreeFolder } from "./card-tree.ts";
import { isCameraExtraFolder, isIgnoredFile, isIgnoredFolder } from "./ignore-list.ts";
import type { Placement } from "./place-folders.ts";
import { isVideoExtension } from "./video-extensions.ts";

const CARD_STRUCTURES = ["XDROOT", "M4ROOT", "CINEROOT", "CONTENTS"];
const SMALL_COPY_EXTENSIONS = new Set(["lrv", "lrf"]);
const SIDECAR_EXTENSIONS = new Set(["xml", "srt", "sidecar"]);
const SOUND_EXTENSIONS = new Set(["wav", "bwf", "aif", "aiff"]);

/** Pure and total: every name gets exactly one kind. */
export function classifyFile(file: TreeFile, placement: Placement): FileKind {
  const folders = lineage(file.folder).filter((folder) => folder.parent);
  if (isIgnoredFile(file.name) || folders.some((folder) => isIgnoredFolder(folder.name))) {
    return { kind: "ignored" };
  }
  if (folders.some((folder) => isCameraExtraFolder(folder.name))) return { kind: "ignored" };
  return placement.layout.classify?.(file, placement.top) ?? classifyAnywhere(file, folders);
}

function classifyAnywhere(file: TreeFile, folders: readonly TreeFolder[]): FileKind {
  const isVideo = isVideoExtension(file.extension);
  if (SMALL_COPY_EXTENSIONS.has(file.extension)) return { kind: "camera-proxy", of: file.base };
  if (folders.some(isSmallCopyFolder)) {
    return isVideo ? { kind: "camera-proxy", of: file.base } : { kind: "ignored" };
  }
  if (isVideo) return { kind: "clip" };
  const needs = findReader(file.extension);
  if (needs !== undefined) return { kind: "undecodable", needs };
  if (SIDECAR_EXTENSIONS.has(file.extension)) return { kind: "sidecar" };
  if (isSheetName(file.name)) return { kind: "sheet" };
  return { kind: SOUND_EXTENSIONS.has(file.extension) ? "sound" : "unknown" };
}

/** People call folders of dailies `PROXY`, too: a bare `Sub` or `Proxy` is the camera's only where a card is round it. */
function isSmallCopyFolder(folder: TreeFolder): boolean {
  if (!isNamed(folder, "Sub") && !isNamed(folder, "Proxy")) return false;
  const { parent } = folder;
  return CARD_STRUCTURES.some((name) => isNamed(parent, name)) || parent?.extensions.has("braw") === true;
}
