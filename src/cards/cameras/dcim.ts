// Any camera or telephone that keeps the DCF order: `DCIM/100APPLE/IMG_1234.MOV`, `DCIM/100NZ_9/DSC_0001.MOV`.
import { parseClipName } from "../../domain/clip-name.ts";
import { UNDECODABLE_EXTENSIONS } from "../camera-original.ts";
import type { CardLayout } from "../card-layout.ts";
import { isNamed } from "../card-tree.ts";
import { isVideoExtension } from "../video-extensions.ts";

/** A DCF folder: 100 to 999 and five characters. */
const FOLDER = /^[1-9]\d{2}\w{5}$/;
const GRAMMARS = new Set(["iphone", "genericDCF"]);

export const dcim: CardLayout = {
  id: "dcim",
  label: "camera card (DCIM)",
  isCameraOriginal: true,
  reach: "sealed",
  recognise: (folder) =>
    isNamed(folder, "DCIM") ||
    (FOLDER.test(folder.name) &&
      folder.files.some((file) => GRAMMARS.has(parseClipName(file.base)?.grammar ?? ""))),
  classify: (file) => {
    const base = file.base.toLowerCase();
    const isBesideRaw = UNDECODABLE_EXTENSIONS.some((raw) => file.folder.fileNames.has(`${base}.${raw}`));
    return isBesideRaw && isVideoExtension(file.extension)
      ? { kind: "camera-proxy", of: file.base }
      : undefined;
  },
};
