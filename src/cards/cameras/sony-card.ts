// What Sony's card structures have in common: `Clip` holds the recordings, `Sub` their small copies.
import type { Camera } from "../camera.ts";
import type { FileKind } from "../card-layout.ts";
import { childNamed, isBelowChild, isNamed, type TreeFile, type TreeFolder } from "../card-tree.ts";
import { isVideoExtension } from "../../domain/video-extensions.ts";
import { mediaProfile } from "./media-profile.ts";

const STRUCTURE = /^(XDROOT|M4ROOT|CINEROOT)$/i;

/**
 * What is the same on every card of Sony's. Where an offload left the structure's own folder out, `Clip` and its
 * neighbours lie bare. Nobody else calls a folder `Thmbnl`; the other names are words that people use, too.
 */
export const SONY = {
  isCameraOriginal: true,
  recognisedBy: "folders",
  parts: {
    always: /^(XDROOT|M4ROOT|CINEROOT|MP_ROOT|PRIVATE|CLIPS?|THMBNL)$/i,
    beside: {
      names: /^(SUB|EDIT|GENERAL|USERDATA|TAKE)$/i,
      isCard: ({ name, folders }) =>
        STRUCTURE.test(name) || folders.some((folder) => /^(CLIP|THMBNL)$/i.test(folder)),
    },
  },
  smallCopies: {
    isFolder: (folder) => isNamed(folder, "Sub") && STRUCTURE.test(folder.parent?.name ?? ""),
  },
  sidecars: ["xml"],
  // `C0001M01.XML` lies beside `C0001.MP4`.
  sidecarSuffix: /M\d{2}$/i,
  litter: {
    names: "sonycard.ind index.xml alias.xml discmeta.xml mediapro.xml cueup.xml syspro.xml status.bin",
    extensions: "bim ppn smi ind bin",
  },
  indexes: [mediaProfile],
  writtenPerClip: [/(?:^|\/)Clip\/([^/]+)(?:M\d{2}\.XML|R\d{2}\.BIM)$/i],
  classify: classifySonyFile,
} as const satisfies Partial<Camera>;

/** Small copies are named `C0001S03` beside the `C0001` that they stand for. */
function classifySonyFile(file: TreeFile, top: TreeFolder): FileKind | undefined {
  if (!isBelowChild(file, top, "Sub")) return undefined;
  if (!isVideoExtension(file.extension)) return { kind: "ignored" };
  return { kind: "camera-proxy", of: file.base.replace(/S\d{2}$/i, "") };
}

/** Offloads sometimes leave the structure's own folder out: then `Clip` and its neighbours lie bare. */
export function isBareSonyCard(folder: TreeFolder, clipExtension: string): boolean {
  const clips = childNamed(folder, "Clip");
  if (!clips?.extensions.has(clipExtension)) return false;
  return childNamed(folder, "Sub") !== undefined || childNamed(folder, "Thmbnl") !== undefined;
}
