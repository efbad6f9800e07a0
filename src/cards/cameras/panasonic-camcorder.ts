// Panasonic EVA1, CX350 and their kind: `DCIM/001RAQAM/A001C001_230615_AB12.MOV` beside `PRIVATE/PANA_GRP`.
import type { CardLayout } from "../card-layout.ts";
import { childNamed, isNamed } from "../card-tree.ts";

export const panasonicCamcorder: CardLayout = {
  id: "panasonic-camcorder",
  label: "Panasonic camcorder",
  isCameraOriginal: true,
  reach: "sealed",
  recognise: (folder) =>
    isNamed(folder, "DCIM") && !!childNamed(childNamed(folder.parent, "PRIVATE"), "PANA_GRP"),
};
