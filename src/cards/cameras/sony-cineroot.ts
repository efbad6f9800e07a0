// Sony AXS memory cards (X-OCN): `CINEROOT/Clip/*.MXF`. Which codec is inside only probing tells.
import type { Camera } from "../camera.ts";
import { isNamed } from "../card-tree.ts";
import { SONY } from "./sony-card.ts";

export const sonyCineroot: Camera = {
  ...SONY,
  id: "sony-cineroot",
  label: "Sony AXS (CINEROOT)",
  reach: "sealed",
  recognise: (folder) => isNamed(folder, "CINEROOT"),
};
