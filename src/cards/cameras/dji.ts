// DJI: `DCIM/DJI_001/DJI_….MP4` with telemetry in `.SRT` and a small copy in `.LRF`.
import type { Camera, SizeRange } from "../camera.ts";
import { isNamed } from "../card-tree.ts";
import { GIB, SIXTEEN_GB_SPLIT } from "../split-sizes.ts";

/** About 3.9 GB on FAT32, and 16 GB where the card's file system knows no limit. */
const SPLITS: readonly SizeRange[] = [{ fromBytes: 3.8e9, toBytes: 4 * GIB }, SIXTEEN_GB_SPLIT];
const FOLDER = /^(DJI_\w+|\d{3}MEDIA)$/i;

export const dji: Camera = {
  id: "dji",
  label: "DJI",
  isCameraOriginal: true,
  recognisedBy: "folders",
  clipNames: ["djiNew", "djiOld"],
  parts: {
    beside: {
      names: /^MISC$/i,
      isCard: ({ folders }) => folders.some((folder) => /^DCIM$/i.test(folder)),
    },
  },
  smallCopies: { extensions: ["lrf"] },
  sidecars: ["srt"],
  spans: [
    // Each file has a time of its own.
    { kind: "numbers", pattern: /^DJI_\d{14}_(?<number>\d{4})(?<lens>(?:_[A-Z])?)$/i, sizes: SPLITS },
    { kind: "numbers", pattern: /^(?<prefix>DJI_)(?<number>\d{2,})$/i, sizes: SPLITS },
  ],
  litter: { extensions: "scr" },
  reach: "sealed",
  recognise: (folder) => isNamed(folder, "DCIM") && folder.folders.some((child) => FOLDER.test(child.name)),
};
