// `MEDIAPRO.XML`, in which Sony's cameras list what is on the card (XDCAM MediaProfile).
import { childOf, childrenOf, attributeOf, parseXml } from "../../files/xml-node.ts";
import type { CameraIndex } from "../camera.ts";

export const mediaProfile: CameraIndex = {
  file: /^MEDIAPRO\.XML$/i,
  read: (text) => {
    const contents = childOf(childOf(parseXml(text), "MediaProfile"), "Contents");
    return childrenOf(contents, "Material").flatMap((material) => {
      // `uri="./Clip/C0001.MXF"`
      const path = attributeOf(material, "uri")?.replace(/^\.\//, "");
      return path === undefined || path === "" ? [] : path;
    });
  },
};
