// AVCHD of Sony, Canon and Panasonic: `PRIVATE/AVCHD/BDMV/STREAM/00000.MTS`; nothing else in it is a clip.
import type { CardLayout } from "../card-layout.ts";
import { childNamed, isNamed } from "../card-tree.ts";
import { isVideoExtension } from "../video-extensions.ts";

export const avchd: CardLayout = {
  id: "avchd",
  label: "AVCHD",
  isCameraOriginal: true,
  reach: "sealed",
  recognise: (folder) =>
    isNamed(folder, "AVCHD") || (isNamed(folder, "BDMV") && childNamed(folder, "STREAM") !== undefined),
  classify: (file) => (isVideoExtension(file.extension) ? { kind: "clip" } : { kind: "ignored" }),
};
