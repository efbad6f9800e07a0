// ARRI: clips in a folder named like the medium (`A001R3CK`), or single ARRIRAW frames, one folder per clip.
import type { Camera } from "../camera.ts";
import { lineage, type TreeFolder } from "../card-tree.ts";
import { isOwnName } from "../is-own-name.ts";
import { ALEXA_35_COPY } from "../../domain/clip-name.ts";
import { findFolderVariant } from "../../domain/name-variant.ts";

const MEDIUM = /^([A-Z]\d{3}[A-Z][0-9A-Z]{3}|[A-Z][A-Z_]_?\d{4}_[0-9A-Z]{4}|ARRI_UDF)$/i;
/** The camera writes its ALE beside the clips. */
const CAMERA_ALE = /^\w+_avid\.ale$/;
/** The same, and its twin without the ending; both are named by the medium, as a person's list of a day is not. */
const CAMERA_SHEET = /^([A-Z]\d{3}[A-Z][0-9A-Z]{3}|[A-Z][A-Z_]_?\d{4}_[0-9A-Z]{4})(_AVID)?\.ale$/i;
const RAW = new Set(["ari", "arx", "mxf"]);

/** Dailies keep the camera's names, so a `.mov` so named proves nothing by itself, and below `GRADED` nothing does. */
export const arri: Camera = {
  id: "arri",
  label: "ARRI",
  isCameraOriginal: true,
  recognisedBy: "files",
  clipNames: ["arri35", "arriFrame", "arriClassic"],
  originals: { ari: "ARRI Reference Tool", arx: "ARRI Reference Tool" },
  sheet: CAMERA_SHEET,
  sameClip: [
    // Single frames of ARRIRAW carry their number.
    { pattern: /\.\d{7}$/, as: "" },
    ALEXA_35_COPY,
  ],
  reach: "folder",
  recognise: (folder) => {
    if (lineage(folder).some((above) => findFolderVariant(above.name))) return false;
    const isMedium = MEDIUM.test(folder.name) || hasCameraAle(folder);
    return folder.files.some(
      (file) =>
        (RAW.has(file.extension) || (isMedium && file.extension === "mov")) && isOwnName(file.base, arri),
    );
  },
};

function hasCameraAle(folder: TreeFolder): boolean {
  return [...folder.fileNames].some((name) => CAMERA_ALE.test(name));
}
