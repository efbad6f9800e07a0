// Which folders lie inside a card rather than beside it: asked of a folder that holds cards, or is one itself.
import type { CardTop } from "./camera.ts";
import { CAMERAS } from "./cameras/index.ts";
import { isHistoryFolder } from "../domain/history-folder.ts";
import { findFolderVariant, isThumbnailFolder } from "../domain/name-variant.ts";

/**
 * Is the folder `name`, which lies at `top`, a part of the card around it (`_graded`, `PRIVATE`, `Sub` beside `Clip`)
 * rather than a card of its own? Pure: names alone.
 */
export function isPartOfCard(name: string, top: CardTop): boolean {
  if (findFolderVariant(name) !== undefined || isThumbnailFolder(name) || isHistoryFolder(name)) return true;
  return CAMERAS.some(({ parts }) => {
    if (parts?.always?.test(name)) return true;
    return parts?.beside?.names.test(name) === true && parts.beside.isCard(top);
  });
}
