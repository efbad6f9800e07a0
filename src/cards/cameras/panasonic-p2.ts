// Panasonic P2: picture in `CONTENTS/VIDEO`, each sound channel in a file of its own in `CONTENTS/AUDIO`.
import type { CardLayout } from "../card-layout.ts";
import { childNamed, isBelowChild, isNamed } from "../card-tree.ts";
import { isVideoExtension } from "../video-extensions.ts";

export const panasonicP2: CardLayout = {
  id: "panasonic-p2",
  label: "Panasonic P2",
  isCameraOriginal: true,
  reach: "sealed",
  recognise: (folder) =>
    isNamed(folder, "CONTENTS") && (!!childNamed(folder, "VIDEO") || !!childNamed(folder, "AVCLIP")),
  classify: (file, top) => {
    const isVideo = isVideoExtension(file.extension);
    if (isBelowChild(file, top, "AUDIO") && isVideo) return { kind: "sound" };
    if (isBelowChild(file, top, "PROXY")) {
      return isVideo ? { kind: "camera-proxy", of: file.base } : { kind: "ignored" };
    }
    const clipFolder = childNamed(top, "VIDEO") ?? childNamed(top, "AVCLIP");
    const isClipXml = isBelowChild(file, top, "CLIP") && file.extension === "xml";
    return isClipXml && clipFolder ? { kind: "sidecar", clipFolder } : undefined;
  },
};
