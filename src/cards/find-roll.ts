// Roll and camera letter of a clip: from its name, else from the folders it lies in.
import { type ClipName, parseClipName } from "../domain/clip-name.ts";
import { lineage, type TreeFolder } from "./card-tree.ts";

/** `A001`, `A001R3CK`, `A001.RDM`, `A_0076_1CTJ`, `A001_20240426`, `A001_C001_12046M.RDC`. */
const ROLL_FOLDER = /^(?<camera>[A-Z])_?(?<reel>\d{3,4})(?:[A-Z][0-9A-Z]{3}|[ ._-].*)?$/i;
const CAMERA_FOLDER = /^(?:([A-Z])[ _-]?CAM|CAM[ _-]?([A-Z]))$/i;

export interface Origin {
  readonly roll: string | undefined;
  readonly camera: string | undefined;
  /** `yyyyMMdd`, only from the clip's own name. */
  readonly date: string | undefined;
  /** False where another card may hold another take under this name, as far as the name tells. */
  readonly hasUniqueName: boolean;
}

export function findOrigin(base: string, folder: TreeFolder): Origin {
  const folders = lineage(folder).map(({ name }) => name);
  const name: ClipName | undefined = parseClipName(base, folders);
  const rollFolder = folders.map((text) => ROLL_FOLDER.exec(text)?.groups).find(Boolean);
  const folderCamera = rollFolder?.["camera"]?.toUpperCase();
  const folderRoll = rollFolder && `${folderCamera}${rollFolder["reel"]}`;
  const cameraFolder = folders.map((text) => CAMERA_FOLDER.exec(text)).find(Boolean);
  return {
    roll: name?.roll ?? folderRoll,
    camera: name?.camera ?? folderCamera ?? (cameraFolder?.[1] ?? cameraFolder?.[2])?.toUpperCase(),
    date: name?.date,
    hasUniqueName: name?.isUnique ?? false,
  };
}
