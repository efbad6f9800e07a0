// Canon XF and Cinema RAW Light: `CONTENTS/CLIPS001/…`, small copies named like the clip with `_Proxy`.
import { parseClipName } from "../../domain/clip-name.ts";
import type { CardLayout } from "../card-layout.ts";
import { isNamed, type TreeFile } from "../card-tree.ts";
import { isVideoExtension } from "../video-extensions.ts";

export const canon: CardLayout = {
  id: "canon",
  label: "Canon",
  isCameraOriginal: true,
  reach: "below",
  recognise: (folder) =>
    folder.extensions.has("crm") ||
    (isNamed(folder, "CONTENTS") && folder.folders.some((child) => /^CLIPS\d{3}$/i.test(child.name))),
  classify: (file) => {
    if (isVideoExtension(file.extension) && isSmallCopy(file)) {
      return { kind: "camera-proxy", of: file.base.replace(/_Proxy$/, "") };
    }
    const isOfFirstSpan = file.extension === "xml" && hasVideo(file, `${file.base}01`);
    return isOfFirstSpan ? { kind: "sidecar", clipBase: `${file.base}01` } : undefined;
  },
};

function isSmallCopy(file: TreeFile): boolean {
  const isBesideRaw = file.folder.fileNames.has(`${file.base.toLowerCase()}.crm`);
  return isBesideRaw || parseClipName(file.base)?.isProxy === true;
}

/** One take is spread over `AA000101.MXF`, `AA000102.MXF` …, described by one `AA0001.XML`. */
function hasVideo(file: TreeFile, base: string): boolean {
  return file.folder.fileNames.has(`${base.toLowerCase()}.mxf`);
}
