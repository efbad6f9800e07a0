// DJI: `DCIM/DJI_001/DJI_….MP4` with telemetry in `.SRT` and a small copy in `.LRF`.
import type { CardLayout } from "../card-layout.ts";
import { isNamed } from "../card-tree.ts";

const FOLDER = /^(DJI_\w+|\d{3}MEDIA)$/i;

export const dji: CardLayout = {
  id: "dji",
  label: "DJI",
  isCameraOriginal: true,
  reach: "sealed",
  recognise: (folder) => isNamed(folder, "DCIM") && folder.folders.some((child) => FOLDER.test(child.name)),
};
