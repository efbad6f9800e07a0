// RED: magazine `A001.RDM` > clip `A001_C001_12046M.RDC` > segments `A001_C001_12046M_001.R3D`, `_002.R3D` …
import type { Camera } from "../camera.ts";
import { RED_SEGMENT } from "../../domain/clip-name.ts";
import { isVideoExtension } from "../../domain/video-extensions.ts";

const CARD_FOLDER = /\.(RDM|RDC)$/i;

/** Within its own folders every other video is the camera's; beside loose `.R3D` files it may be anybody's dailies. */
export const red: Camera = {
  id: "red",
  label: "RED",
  isCameraOriginal: true,
  recognisedBy: "folders",
  clipNames: ["red"],
  originals: { r3d: "REDCINE-X PRO" },
  sameClip: [RED_SEGMENT],
  writtenPerClip: [/\.RDC\/([^/]+)\.(?:RMD|RTN)$/i],
  litter: { extensions: "rmd rtn smi" },
  reach: "folder",
  recognise: (folder) => CARD_FOLDER.test(folder.name) || folder.extensions.has("r3d"),
  classify: (file, top) => {
    if (!CARD_FOLDER.test(top.name)) return undefined;
    if (isVideoExtension(file.extension)) return { kind: "camera-proxy", of: file.base };
    return file.extension === "cube" ? { kind: "ignored" } : undefined;
  },
};
