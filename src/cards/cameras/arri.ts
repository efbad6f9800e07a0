// ARRI: clips in a folder named like the medium (`A001R3CK`), or single ARRIRAW frames, one folder per clip.
import { parseClipName } from "../../domain/clip-name.ts";
import type { CardLayout } from "../card-layout.ts";
import { lineage, type TreeFile, type TreeFolder } from "../card-tree.ts";
import { findFolderVariant } from "../../domain/name-variant.ts";

const MEDIUM = /^([A-Z]\d{3}[A-Z][0-9A-Z]{3}|[A-Z][A-Z_]_?\d{4}_[0-9A-Z]{4}|ARRI_UDF)$/i;
/** The camera writes its ALE beside the clips. */
const CAMERA_ALE = /^\w+_avid\.ale$/;
const GRAMMARS = new Set(["arri35", "arriFrame", "arriClassic"]);
const RAW = new Set(["ari", "arx", "mxf"]);

/** Dailies keep the camera's names, so a `.mov` so named proves nothing by itself, and below `GRADED` nothing does. */
export const arri: CardLayout = {
  id: "arri",
  label: "ARRI",
  isCameraOriginal: true,
  reach: "folder",
  recognise: (folder) => {
    if (lineage(folder).some((above) => findFolderVariant(above.name))) return false;
    const isMedium = MEDIUM.test(folder.name) || hasCameraAle(folder);
    return folder.files.some(
      (file) => (RAW.has(file.extension) || (isMedium && file.extension === "mov")) && isArriName(file),
    );
  },
};

function hasCameraAle(folder: TreeFolder): boolean {
  return [...folder.fileNames].some((name) => CAMERA_ALE.test(name));
}

function isArriName(file: TreeFile): boolean {
  return GRAMMARS.has(parseClipName(file.base)?.grammar ?? "");
}
