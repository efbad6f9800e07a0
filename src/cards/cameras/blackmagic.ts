// Blackmagic RAW: `A001_08151512_C001.braw` with `.sidecar`, small copies of the same name in `Proxy`.
import type { Camera } from "../camera.ts";
import { isNamed } from "../card-tree.ts";

export const blackmagic: Camera = {
  id: "blackmagic",
  label: "Blackmagic RAW",
  isCameraOriginal: true,
  recognisedBy: "files",
  clipNames: ["bmd", "bmdOld"],
  parts: {
    beside: { names: /^Proxy$/i, isCard: ({ files }) => files.some((name) => /\.braw$/i.test(name)) },
  },
  smallCopies: {
    isFolder: (folder) => isNamed(folder, "Proxy") && folder.parent?.extensions.has("braw") === true,
  },
  originals: { braw: "DaVinci Resolve", braw2: "DaVinci Resolve" },
  sidecars: ["sidecar"],
  writtenPerClip: [/(?:^|\/)([^/]+)\.sidecar$/i],
  reach: "folder",
  recognise: (folder) => folder.extensions.has("braw"),
};
