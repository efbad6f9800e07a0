// Canon XF and Cinema RAW Light: `CONTENTS/CLIPS001/…`, small copies named like the clip with `_Proxy`.
import { parseClipName } from "../../domain/clip-name.ts";
import type { Camera } from "../camera.ts";
import { isNamed, type TreeFile } from "../card-tree.ts";
import { isVideoExtension } from "../../domain/video-extensions.ts";

export const canon: Camera = {
  id: "canon",
  label: "Canon",
  isCameraOriginal: true,
  recognisedBy: "folders",
  clipNames: ["canonXf", "canonCine"],
  parts: {
    always: /^(CONTENTS|CLIPS\d+)$/i,
    beside: { names: /./, isCard: ({ name }) => /^CONTENTS$/i.test(name) },
  },
  smallCopies: { isFolder: (folder) => isNamed(folder, "Proxy") && isNamed(folder.parent, "CONTENTS") },
  originals: { crm: "Cinema RAW Development" },
  sidecars: ["xml"],
  litter: { extensions: "cif cpf sif" },
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
