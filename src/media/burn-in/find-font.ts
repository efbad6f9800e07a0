// A font file for burn-ins, found without fontconfig, which many ffmpeg builds lack or cannot read the settings of.
import { open } from "node:fs/promises";
import { join, resolve } from "node:path";
import { OdailiesError } from "../../domain/errors.ts";

/** Fixed width first: a running timecode must not jitter. */
const LINUX = [
  "truetype/dejavu/DejaVuSansMono.ttf",
  "dejavu-sans-mono-fonts/DejaVuSansMono.ttf",
  "dejavu/DejaVuSansMono.ttf",
  "TTF/DejaVuSansMono.ttf",
  "truetype/liberation/LiberationMono-Regular.ttf",
  "truetype/liberation2/LiberationMono-Regular.ttf",
  "liberation-mono-fonts/LiberationMono-Regular.ttf",
  "liberation/LiberationMono-Regular.ttf",
  "truetype/noto/NotoSansMono-Regular.ttf",
  "noto/NotoSansMono-Regular.ttf",
  "truetype/ubuntu/UbuntuMono-R.ttf",
  "truetype/freefont/FreeMono.ttf",
  "truetype/dejavu/DejaVuSans.ttf",
  "truetype/liberation/LiberationSans-Regular.ttf",
];
const MACOS = [
  "/System/Library/Fonts/Menlo.ttc",
  "/System/Library/Fonts/Monaco.ttf",
  "/System/Library/Fonts/Supplemental/Courier New.ttf",
  "/Library/Fonts/Courier New.ttf",
  "/System/Library/Fonts/Helvetica.ttc",
];
const WINDOWS = ["consola.ttf", "cour.ttf", "lucon.ttf", "arial.ttf"];

/** First bytes of TrueType, OpenType and collections. */
const SIGNS = new Set(["00010000", "4f54544f", "74727565", "74746366"]);

/** Where fonts are on a machine of this kind. */
export function fontPlaces(
  env: NodeJS.ProcessEnv = process.env,
  platform = process.platform,
): readonly string[] {
  if (platform === "darwin") return MACOS;
  if (platform === "win32")
    return WINDOWS.map((name) => join(env["SystemRoot"] ?? String.raw`C:\Windows`, "Fonts", name));
  return LINUX.flatMap((name) => [join("/usr/share/fonts", name), join("/usr/local/share/fonts", name)]);
}

/**
 * The named font, else the first of the places that is one.
 * @throws OdailiesError `usage` for a named file that is none; `tool_missing` where there is none to be found.
 */
export async function findFont(named: string | undefined, places = fontPlaces()): Promise<string> {
  if (named !== undefined) {
    const path = resolve(named);
    if (await isFont(path)) return path;
    throw new OdailiesError(
      "usage",
      `The font of --burn-in, ${path}, is no TrueType or OpenType file that can be read.`,
      {
        hint: "Name a .ttf or .otf file with font=<file> in the template, or leave font out.",
      },
    );
  }
  for (const place of places) {
    if (await isFont(place)) return place;
  }
  throw new OdailiesError("tool_missing", "No font for --burn-in was found on this machine.", {
    hint: 'Install one (Debian: apt install fonts-dejavu-core) or name a .ttf file: --burn-in "…; font=<file>".',
    context: { places },
  });
}

async function isFont(path: string): Promise<boolean> {
  try {
    const file = await open(path, "r");
    try {
      const { bytesRead, buffer } = await file.read(Buffer.alloc(4), 0, 4, 0);
      return bytesRead === 4 && SIGNS.has(buffer.toString("hex"));
    } finally {
      await file.close();
    }
  } catch {
    return false;
  }
}
