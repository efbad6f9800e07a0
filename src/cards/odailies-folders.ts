// Dailies sorted by variant: `_graded`, `_log`, `_thumbnails`, and the names that dailies tools use for them.
import type { CardLayout } from "./card-layout.ts";
import { findFolderVariant, isThumbnailFolder } from "../domain/name-variant.ts";

const PICTURES = new Set(["jpg", "jpeg"]);

export const odailiesFolders: CardLayout = {
  id: "odailies-folders",
  label: "dailies in folders by variant",
  isCameraOriginal: false,
  reach: "below",
  recognise: (folder) => findFolderVariant(folder.name) !== undefined || isThumbnailFolder(folder.name),
  classify: (file, top) =>
    isThumbnailFolder(top.name) && PICTURES.has(file.extension) ? { kind: "thumbnail" } : undefined,
};
