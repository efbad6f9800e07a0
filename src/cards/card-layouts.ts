// All layouts in the order in which a folder is tried: cameras, dailies that people sorted, and what is left.
import { CAMERAS } from "./cameras/index.ts";
import type { CardLayout } from "./card-layout.ts";
import { flat } from "./flat.ts";
import { odailiesFolders } from "./odailies-folders.ts";

export const CARD_LAYOUTS: readonly CardLayout[] = [
  ...CAMERAS.filter(({ recognisedBy }) => recognisedBy === "folders"),
  odailiesFolders,
  ...CAMERAS.filter(({ recognisedBy }) => recognisedBy === "files"),
  flat,
];
