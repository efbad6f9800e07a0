// Any camera or telephone that keeps the DCF order: `DCIM/100APPLE/IMG_1234.MOV`, `DCIM/100NZ_9/DSC_0001.MOV`.
import type { Camera } from "../camera.ts";
import { isNamed } from "../card-tree.ts";
import { isOwnName } from "../is-own-name.ts";

/** A DCF folder: 100 to 999 and five characters. */
const FOLDER = /^[1-9]\d{2}\w{5}$/;

export const dcim: Camera = {
  id: "dcim",
  label: "camera card (DCIM)",
  isCameraOriginal: true,
  recognisedBy: "folders",
  clipNames: ["iphone", "genericDCF"],
  parts: {
    always: /^DCIM$/i,
    beside: { names: /./, isCard: ({ name }) => /^DCIM$/i.test(name) },
  },
  originals: { nev: "DaVinci Resolve or NX Studio", insv: "Insta360 Studio" },
  litter: { extensions: "aae" },
  reach: "sealed",
  hasCopiesBesideOriginals: true,
  recognise: (folder) =>
    isNamed(folder, "DCIM") ||
    (FOLDER.test(folder.name) && folder.files.some(({ base }) => isOwnName(base, dcim))),
};
