// What one file is, by its name and place: the rules that hold on every card, and what its layout knows better.
import { isSheetName } from "../domain/sheet-extensions.ts";
import { CAMERAS } from "./cameras/index.ts";
import type { FileKind } from "./card-layout.ts";
import { lineage, type TreeFile, type TreeFolder } from "./card-tree.ts";
import { findReader, ORIGINAL_EXTENSIONS } from "./find-reader.ts";
import { isCameraExtraFolder, isLitterFile, isLitterFolder } from "./litter.ts";
import type { Placement } from "./place-folders.ts";
import { finishedName, isCopying } from "./unfinished-copies.ts";
import { isVideoExtension } from "../domain/video-extensions.ts";

const SMALL_COPY_EXTENSIONS = new Set(CAMERAS.flatMap(({ smallCopies }) => smallCopies?.extensions ?? []));
const SMALL_COPY_FOLDERS = CAMERAS.flatMap(({ smallCopies }) => smallCopies?.isFolder ?? []);
const SIDECAR_EXTENSIONS = new Set(CAMERAS.flatMap(({ sidecars = [] }) => sidecars));
const SOUND_EXTENSIONS = new Set(["wav", "bwf", "aif", "aiff"]);

/** Pure and total: every name gets exactly one kind. */
export function classifyFile(file: TreeFile, placement: Placement): FileKind {
  const folders = lineage(file.folder).filter((folder) => folder.parent);
  if (folders.some(({ name }) => isLitterFolder(name) || isCameraExtraFolder(name)))
    return { kind: "ignored" };
  if (isUnfinished(file.name)) return { kind: "unfinished" };
  if (isLitterFile(file.name)) return { kind: "ignored" };
  const { layout, top } = placement;
  const byLayout = layout.classify?.(file, top);
  if (byLayout) return byLayout;
  if (layout.hasCopiesBesideOriginals && isCopyBesideOriginal(file))
    return { kind: "camera-proxy", of: file.base };
  return classifyAnywhere(file, folders);
}

function isCopyBesideOriginal({ base, extension, folder }: TreeFile): boolean {
  if (!isVideoExtension(extension)) return false;
  return ORIGINAL_EXTENSIONS.some((original) => folder.fileNames.has(`${base.toLowerCase()}.${original}`));
}

function classifyAnywhere(file: TreeFile, folders: readonly TreeFolder[]): FileKind {
  const isVideo = isVideoExtension(file.extension);
  if (SMALL_COPY_EXTENSIONS.has(file.extension)) return { kind: "camera-proxy", of: file.base };
  if (folders.some((folder) => SMALL_COPY_FOLDERS.some((isSmallCopyFolder) => isSmallCopyFolder(folder)))) {
    return isVideo ? { kind: "camera-proxy", of: file.base } : { kind: "ignored" };
  }
  return classifyName(file);
}

function classifyName({ name, extension }: Pick<TreeFile, "name" | "extension">): FileKind {
  if (isVideoExtension(extension)) return { kind: "clip" };
  const needs = findReader(extension);
  if (needs !== undefined) return { kind: "undecodable", needs };
  if (SIDECAR_EXTENSIONS.has(extension)) return { kind: "sidecar" };
  if (isSheetName(name)) return { kind: "sheet" };
  return { kind: SOUND_EXTENSIONS.has(extension) ? "sound" : "unknown" };
}

/** A `.tmp` is many programs' own: it counts where its finished name would be of use to somebody. */
function isUnfinished(name: string): boolean {
  if (isCopying(name)) return true;
  const finished = finishedName(name);
  if (finished === undefined || isLitterFile(finished)) return false;
  const extension = finished.slice(finished.lastIndexOf(".") + 1).toLowerCase();
  return classifyName({ name: finished, extension }).kind !== "unknown";
}
