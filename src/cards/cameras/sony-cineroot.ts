// Sony AXS memory cards (X-OCN): `CINEROOT/Clip/*.MXF`. Which codec is inside only probing tells.
import type { CardLayout } from "../card-layout.ts";
import { isNamed } from "../card-tree.ts";
import { classifySonyFile } from "./sony-card.ts";

export const sonyCineroot: CardLayout = {
  id: "sony-cineroot",
  label: "Sony AXS (CINEROOT)",
  isCameraOriginal: true,
  reach: "sealed",
  recognise: (folder) => isNamed(folder, "CINEROOT"),
  classify: classifySonyFile,
};
