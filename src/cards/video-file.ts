// A video file of a card with what its name and folders say: which clip, which variant, which roll.
import type { FoundFile, VideoRole } from "../domain/clip.ts";
import { isUniqueClipName } from "../domain/clip-name.ts";
import type { CardLayout } from "./card-layout.ts";
import { lineage, type TreeFile, type TreeFolder } from "./card-tree.ts";
import { findOrigin, type Origin } from "./find-roll.ts";
import { findFolderVariant, readNameVariant } from "../domain/name-variant.ts";
import type { ScanOptions } from "./scan-options.ts";

export interface VideoFile {
  readonly file: FoundFile;
  readonly folder: TreeFolder;
  /** The file's own base name, as on disk. */
  readonly base: string;
  readonly role: VideoRole;
  /** Folder or suffix told the role; false where it is only assumed. */
  readonly isToldRole: boolean;
  /** Name of the clip: NFC, no extension, no suffix that tells the variant. */
  readonly name: string;
  /** The name without any suffix that dailies tools are known to add. */
  readonly bareName: string;
  readonly layout: CardLayout;
  readonly isCameraProxy: boolean;
  readonly origin: Origin;
}

/**
 * The nearest folder that names a variant decides, then the name's suffix, then `as`; `auto` takes the rest as graded:
 * camera files and unnamed folders are what people are to see. A suffix that contradicts the folder is part of the name.
 */
export function describeVideo(
  file: FoundFile,
  { base, folder }: TreeFile,
  layout: CardLayout,
  options: Pick<ScanOptions, "as">,
  proxyOf?: string,
): VideoFile {
  const suffix = readNameVariant(proxyOf ?? base, isUniqueClipName);
  const folderRole = lineage(folder)
    .map(({ name }) => findFolderVariant(name))
    .find(Boolean);
  const role = folderRole ?? suffix.role ?? (options.as === "log" ? "log" : "graded");
  const name = suffix.role === role ? suffix.stem : (proxyOf ?? base).normalize("NFC");
  return {
    file,
    folder,
    base,
    role,
    isToldRole: (folderRole ?? suffix.role) !== undefined,
    name,
    bareName: suffix.bare,
    layout,
    isCameraProxy: proxyOf !== undefined,
    origin: findOrigin(name, folder),
  };
}
