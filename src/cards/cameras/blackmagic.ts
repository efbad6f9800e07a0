// Blackmagic RAW: `A001_08151512_C001.braw` with `.sidecar`, small copies of the same name in `Proxy`.
import type { CardLayout } from "../card-layout.ts";

export const blackmagic: CardLayout = {
  id: "blackmagic",
  label: "Blackmagic RAW",
  isCameraOriginal: true,
  reach: "folder",
  recognise: (folder) => folder.extensions.has("braw"),
};
