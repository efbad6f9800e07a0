// Sony XDCAM and XAVC in MXF (VENICE, F55, FX9): `XDROOT/Clip/*.MXF` with `*M01.XML`.
import type { Camera } from "../camera.ts";
import { isNamed } from "../card-tree.ts";
import { isBareSonyCard, SONY } from "./sony-card.ts";

export const sonyXdroot: Camera = {
  ...SONY,
  id: "sony-xdroot",
  label: "Sony XDCAM (XDROOT)",
  reach: "sealed",
  clipNames: ["sonyCine"],
  recognise: (folder) => isNamed(folder, "XDROOT") || isBareSonyCard(folder, "mxf"),
};
