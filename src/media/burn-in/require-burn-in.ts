// Refuses a burn-in that the ffmpeg in use cannot draw, before anything is made without it.
import { OdailiesError } from "../../domain/errors.ts";
import type { FfmpegTool } from "../find-media-tools.ts";
import type { BurnIn } from "./burn-in.ts";

/** Throws `tool_missing` that names the filters and a package that has them. */
export function requireBurnIn(
  burnIn: BurnIn,
  ffmpeg: Pick<FfmpegTool, "path" | "version" | "capabilities">,
): void {
  const hasText = burnIn.watermark !== undefined || Object.keys(burnIn.texts).length > 0;
  const needed = [...(hasText ? ["drawtext"] : []), ...(burnIn.mask ? ["drawbox"] : [])];
  const lacking = needed.filter((filter) => !ffmpeg.capabilities.filters.has(filter));
  if (lacking.length === 0) return;
  throw new OdailiesError(
    "tool_missing",
    `--burn-in needs ${lacking.join(" and ")}, which ffmpeg ${ffmpeg.version} (${ffmpeg.path}) was built without.`,
    {
      hint: "Name an ffmpeg with libfreetype and libharfbuzz by --ffmpeg; Debian's and Homebrew's packages have them.",
    },
  );
}
