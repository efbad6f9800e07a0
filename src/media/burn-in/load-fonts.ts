// The fonts that burn-ins can be set in on this machine, with the letters of each: asked once, before a run begins.
import { readSmallFile } from "../../files/read-small-file.ts";
import type { FfmpegTool } from "../find-media-tools.ts";
import { runProgram } from "../run-program.ts";
import type { BurnInFonts, Font } from "./choose-font.ts";
import { findFont, MAX_FONT_BYTES, packagedFonts } from "./find-font.ts";
import { readCoverage } from "./font-coverage.ts";

/** `named` as `findFont` takes it, and throws as it does. */
export async function loadFonts(
  named: string | undefined,
  ffmpeg: Pick<FfmpegTool, "path">,
): Promise<BurnInFonts> {
  const own = new Set([await findFont(named), ...(await packagedFonts())]);
  const [read, installed, shapesText] = await Promise.all([
    Promise.all(Array.from(own, readFont)),
    installedFonts(),
    canShape(ffmpeg.path),
  ]);
  return { fonts: [...read, ...installed], shapesText };
}

async function readFont(path: string): Promise<Font> {
  return { path, letters: readCoverage(await readSmallFile(path, { maxBytes: MAX_FONT_BYTES })) };
}

async function canShape(ffmpegPath: string): Promise<boolean> {
  const end = await runProgram({
    path: ffmpegPath,
    args: ["-hide_banner", "-h", "filter=drawtext"],
    timeoutMs: 20_000,
  });
  return end.stdout.includes("text_shaping");
}

const FORMAT = "%{file}|%{index}|%{outline}|%{style}|%{charset}\n";

/** Those that fontconfig knows; none where there is no fontconfig. Upright ones without serifs come first. */
async function installedFonts(): Promise<readonly Font[]> {
  const end = await runProgram({ path: "fc-list", args: ["--format", FORMAT], timeoutMs: 20_000 });
  if (end.exitCode !== 0) return [];
  const found = end.stdout.split("\n").flatMap((line) => {
    const [path = "", index, outline, style = "", charset = ""] = line.split("|");
    // Fonts of coloured bitmaps are not drawn, and of a collection only the first font is.
    if (index !== "0" || outline !== "True") return [];
    return [{ path, letters: charset.split(" ").map(readRange), rank: rankOf(path, style) }];
  });
  return found.sort((a, b) => a.rank - b.rank || (a.path < b.path ? -1 : 1));
}

/** `20-7e` or `2713`, as fontconfig writes them. */
function readRange(text: string): Font["letters"][number] {
  const [first = Number.NaN, last = first] = text.split("-").map((code) => Number.parseInt(code, 16));
  return { first, last };
}

function rankOf(path: string, style: string): number {
  const isUpright = /regular|book|normal|medium/i.test(style);
  const isSans = /sans|gothic|mono/i.test(path);
  return (isUpright ? 0 : 2) + (isSans ? 0 : 1);
}
