// Sony XAVC S and HS in MP4 (FX3, FX6, A7): `PRIVATE/M4ROOT/CLIP/C0001.MP4` with `C0001M01.XML`.
import type { CardLayout } from "../card-layout.ts";
import { isNamed } from "../card-tree.ts";
import { classifySonyFile, isBareSonyCard } from "./sony-card.ts";

export const sonyM4root: CardLayout = {
  id: "sony-m4root",
  label: "Sony XAVC S (M4ROOT)",
  isCameraOriginal: true,
  reach: "sealed",
  recognise: (folder) => isNamed(folder, "M4ROOT") || isBareSonyCard(folder, "mp4"),
  classify: classifySonyFile,
};
