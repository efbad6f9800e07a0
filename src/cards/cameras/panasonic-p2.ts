// Panasonic P2: picture in `CONTENTS/VIDEO`, each sound channel in a file of its own in `CONTENTS/AUDIO`.
import type { Camera } from "../camera.ts";
import { childNamed, isBelowChild, isNamed } from "../card-tree.ts";
import { isVideoExtension } from "../../domain/video-extensions.ts";

export const panasonicP2: Camera = {
  id: "panasonic-p2",
  label: "Panasonic P2",
  isCameraOriginal: true,
  recognisedBy: "folders",
  clipNames: ["p2"],
  parts: {
    always: /^CONTENTS$/i,
    beside: { names: /./, isCard: ({ name }) => /^CONTENTS$/i.test(name) },
  },
  smallCopies: { isFolder: (folder) => isNamed(folder, "Proxy") && isNamed(folder.parent, "CONTENTS") },
  sidecars: ["xml"],
  writtenPerClip: [/(?:^|\/)CONTENTS\/CLIP\/([0-9A-Z]{6})\.XML$/i],
  litter: { names: "lastclip.txt" },
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
