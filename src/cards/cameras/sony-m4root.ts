// Sony XAVC S and HS in MP4 (FX3, FX6, A7): `PRIVATE/M4ROOT/CLIP/C0001.MP4` with `C0001M01.XML`.
import type { Camera } from "../camera.ts";
import { isNamed } from "../card-tree.ts";
import { isBareSonyCard, SONY } from "./sony-card.ts";

export const sonyM4root: Camera = {
  ...SONY,
  id: "sony-m4root",
  label: "Sony XAVC S (M4ROOT)",
  reach: "sealed",
  clipNames: ["sonyXavc"],
  recognise: (folder) => isNamed(folder, "M4ROOT") || isBareSonyCard(folder, "mp4"),
};
