// GoPro: `DCIM/100GOPRO/GX010123.MP4`, small copy `GL010123.LRV`. `GX020123` is the second chapter.
import type { CardLayout } from "../card-layout.ts";
import { isNamed, type TreeFile } from "../card-tree.ts";

const FOLDER = /^\d{3}GOPRO$/i;

export const gopro: CardLayout = {
  id: "gopro",
  label: "GoPro",
  isCameraOriginal: true,
  reach: "sealed",
  recognise: (folder) =>
    FOLDER.test(folder.name) ||
    (isNamed(folder, "DCIM") && folder.folders.some((child) => FOLDER.test(child.name))),
  classify: (file) =>
    file.extension === "lrv" ? { kind: "camera-proxy", of: findOriginal(file) } : undefined,
};

/** `GL` says "small copy" in place of the codec's letter: X for HEVC, H for AVC. */
function findOriginal(file: TreeFile): string {
  const rest = file.base.slice(2);
  const original = ["GX", "GH"].find((codec) =>
    file.folder.fileNames.has(`${codec}${rest}.mp4`.toLowerCase()),
  );
  return original === undefined ? file.base : `${original}${rest}`;
}
