// AVCHD of Sony, Canon and Panasonic: `PRIVATE/AVCHD/BDMV/STREAM/00000.MTS`; nothing else in it is a clip.
import type { Camera } from "../camera.ts";
import { childNamed, isNamed } from "../card-tree.ts";
import { isVideoExtension } from "../../domain/video-extensions.ts";

export const avchd: Camera = {
  id: "avchd",
  label: "AVCHD",
  isCameraOriginal: true,
  recognisedBy: "folders",
  parts: {
    always: /^(AVCHD|BDMV)$/i,
    beside: { names: /./, isCard: ({ name }) => /^(AVCHD|BDMV)$/i.test(name) },
  },
  writtenPerClip: [/(?:^|\/)BDMV\/CLIPINF\/(\d{5})\.CPI$/i],
  litter: { extensions: "cpi mpl bdm tid" },
  reach: "sealed",
  recognise: (folder) =>
    isNamed(folder, "AVCHD") || (isNamed(folder, "BDMV") && childNamed(folder, "STREAM") !== undefined),
  classify: (file) => (isVideoExtension(file.extension) ? { kind: "clip" } : { kind: "ignored" }),
};
