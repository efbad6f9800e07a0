// Panasonic EVA1, CX350 and their kind: `DCIM/001RAQAM/A001C001_230615_AB12.MOV` beside `PRIVATE/PANA_GRP`.
import type { Camera } from "../camera.ts";
import { childNamed, isNamed } from "../card-tree.ts";

export const panasonicCamcorder: Camera = {
  id: "panasonic-camcorder",
  label: "Panasonic camcorder",
  isCameraOriginal: true,
  recognisedBy: "folders",
  clipNames: ["panaCam"],
  parts: { always: /^PRIVATE$/i },
  sidecars: ["xml"],
  reach: "sealed",
  recognise: (folder) =>
    isNamed(folder, "DCIM") && !!childNamed(childNamed(folder.parent, "PRIVATE"), "PANA_GRP"),
};
