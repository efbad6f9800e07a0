// Files without any order that we know: each video is a clip.
import type { CardLayout } from "./card-layout.ts";

export const flat: CardLayout = {
  id: "flat",
  label: "a folder of files",
  isCameraOriginal: false,
  reach: "below",
  recognise: (folder) => folder.parent === undefined,
};
