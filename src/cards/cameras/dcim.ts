// Any camera or telephone that keeps the DCF order: `DCIM/100APPLE/IMG_1234.MOV`, `DCIM/100NZ_9/DSC_0001.MOV`.
import { type ClipNameGrammar, parseClipName } from "../../domain/clip-name.ts";
import type { Camera } from "../camera.ts";
import { isNamed } from "../card-tree.ts";
import { isVideoExtension } from "../video-extensions.ts";

/** A DCF folder: 100 to 999 and five characters. */
const FOLDER = /^[1-9]\d{2}\w{5}$/;
/** Originals that such a camera lays a small copy of the same name beside. */
const WITH_COPY = ["nev", "crm"];

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
  originals: { nev: "DaVinci Resolve or NX Studio" },
  litter: { extensions: "aae" },
  reach: "sealed",
  recognise: (folder) =>
    isNamed(folder, "DCIM") ||
    (FOLDER.test(folder.name) && folder.files.some(({ base }) => isOwnGrammar(parseClipName(base)?.grammar))),
  classify: (file) => {
    const base = file.base.toLowerCase();
    const isBesideRaw = WITH_COPY.some((raw) => file.folder.fileNames.has(`${base}.${raw}`));
    return isBesideRaw && isVideoExtension(file.extension)
      ? { kind: "camera-proxy", of: file.base }
      : undefined;
  },
};

function isOwnGrammar(grammar: ClipNameGrammar | undefined): boolean {
  return grammar !== undefined && dcim.clipNames?.includes(grammar) === true;
}
