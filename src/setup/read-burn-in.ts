// --burn-in read and checked before a run begins: a template that cannot be drawn costs no encode.
import type { Config } from "../config/settings.ts";
import { OdailiesError } from "../domain/errors.ts";
import { loadFonts } from "../media/burn-in/load-fonts.ts";
import { parseBurnIn } from "../media/burn-in/parse-burn-in.ts";
import { requireBurnIn } from "../media/burn-in/require-burn-in.ts";
import type { MediaTools } from "../media/find-media-tools.ts";
import type { BurnInRequest } from "../plan/wants.ts";

/** Throws `usage` for a template or a font that is none, `tool_missing` where it cannot be drawn. */
export async function readBurnIn(
  { burnIn: template, proxy }: Pick<Config, "burnIn" | "proxy">,
  { ffmpeg }: MediaTools,
): Promise<BurnInRequest | undefined> {
  if (template === undefined) return undefined;
  if (proxy === "never") {
    throw new OdailiesError("usage", "--burn-in needs proxies, and --proxy never makes none.", {
      hint: "Leave out one of the two.",
    });
  }
  const burnIn = parseBurnIn(template);
  requireBurnIn(burnIn, ffmpeg);
  return { burnIn, fonts: await loadFonts(burnIn.fontPath, ffmpeg) };
}
