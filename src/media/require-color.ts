// Pictures whose colours this ffmpeg cannot bring to BT.709 are refused before anything wrong is made of them.
import { OdailiesError } from "../domain/errors.ts";
import type { VideoFacts } from "../domain/media-facts.ts";
import { isDolbyVisionOnly, needsZscale } from "./color-chain.ts";
import type { FfmpegTool } from "./find-media-tools.ts";

/** Throws `proxy_failed` that says what is lacking. */
export function requireColor(source: string, video: VideoFacts, ffmpeg: FfmpegTool): void {
  if (isDolbyVisionOnly(video)) {
    throw new OdailiesError(
      "proxy_failed",
      `${source} is Dolby Vision without a base layer that other decoders can show; its colours would be wrong.`,
      { hint: "Render it to SDR (Rec.709) in a dailies tool and add the result." },
    );
  }
  const lacking = needsZscale(video)
    ? ["zscale", "tonemap"].filter((filter) => !ffmpeg.capabilities.filters.has(filter))
    : [];
  if (lacking.length > 0) {
    throw new OdailiesError(
      "proxy_failed",
      `${source} is HDR or wide-gamut (${video.colorTransfer}); ffmpeg ${ffmpeg.version} lacks ${lacking.join(" and ")} to bring it to Rec.709.`,
      {
        hint: "Install an ffmpeg built with libzimg (the system package or ffmpeg-static) and name it with --ffmpeg.",
      },
    );
  }
}
