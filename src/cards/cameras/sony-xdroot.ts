// Sony XDCAM and XAVC in MXF (VENICE, F55, FX9): `XDROOT/Clip/*.MXF` with `*M01.XML`.
import type { CardLayout } from "../card-layout.ts";
import { isNamed } from "../card-tree.ts";
import { classifySonyFile, isBareSonyCard } from "./sony-card.ts";

export const sonyXdroot: CardLayout = {
  id: "sony-xdroot",
  label: "Sony XDCAM (XDROOT)",
  isCameraOriginal: true,
  reach: "sealed",
  recognise: (folder) => isNamed(folder, "XDROOT") || isBareSonyCard(folder, "mxf"),
  classify: classifySonyFile,
};
