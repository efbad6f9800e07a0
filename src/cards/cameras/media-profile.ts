// `MEDIAPRO.XML`, in which Sony's cameras list what is on the card (XDCAM MediaProfile).
import { childOf, childrenOf, attributeOf, parseXml, type XmlNode } from "../../files/xml-node.ts";
import type { CameraIndex, IndexedRecording } from "../camera.ts";

export const mediaProfile: CameraIndex = {
  file: /^MEDIAPRO\.XML$/i,
  read: (text) => {
    const contents = childOf(childOf(parseXml(text), "MediaProfile"), "Contents");
    return childrenOf(contents, "Material").flatMap((material) => readMaterial(material) ?? []);
  },
};

/** `uri="./Clip/C0001.MXF"`, `dur` in frames, `fps="23.98p"`, `59.94i` (fields). */
function readMaterial(material: XmlNode): IndexedRecording | undefined {
  const path = attributeOf(material, "uri")?.replace(/^\.\//, "");
  if (path === undefined || path === "") return undefined;
  const frames = Number(attributeOf(material, "dur"));
  const [, rate, scan] = /^(\d+(?:\.\d+)?)([pi]?)$/.exec(attributeOf(material, "fps") ?? "") ?? [];
  const fps = Number(rate) / (scan === "i" ? 2 : 1);
  const seconds = frames > 0 && fps > 0 ? frames / fps : undefined;
  return { path, seconds };
}
