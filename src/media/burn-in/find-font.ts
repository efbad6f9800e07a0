// The font file of a burn-in: the user's, else the one that comes along, so that every cart burns in the same letters.
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { OdailiesError } from "../../domain/errors.ts";
import { openOrdinary } from "../../files/open-ordinary.ts";

/** Fixed width: a running timecode must not jitter. */
const PACKAGED = "ttf/DejaVuSansMono.ttf";
/** With Hebrew and more signs, for texts that the first cannot write. */
const PACKAGED_WIDER = "ttf/DejaVuSans.ttf";

/** The largest of all, of every Chinese, Japanese and Korean sign in all weights, have half of it. */
export const MAX_FONT_BYTES = 256 * 1024 * 1024;

/** First bytes of TrueType, OpenType and collections. */
const SIGNS = new Set(["00010000", "4f54544f", "74727565", "74746366"]);

/** An absolute path. Throws `usage` for a named file that is no font, `tool_missing` where the own one has gone. */
export async function findFont(named: string | undefined): Promise<string> {
  if (named === undefined) return packagedFont();
  const path = resolve(named);
  if (await isFont(path)) return path;
  throw new OdailiesError(
    "usage",
    `The font of --burn-in, ${path}, is no TrueType or OpenType file that can be read.`,
    { hint: "Name a .ttf or .otf file with font=<file> in the template, or leave font out." },
  );
}

/** Those that come along and are there, for what the chosen one lacks. */
export async function packagedFonts(): Promise<readonly string[]> {
  const paths = [PACKAGED, PACKAGED_WIDER].map(inPackage);
  const areThere = await Promise.all(paths.map(isFont));
  return paths.filter((_, index) => areThere[index]);
}

function inPackage(file: string): string {
  return join(dirname(createRequire(import.meta.url).resolve("dejavu-fonts-ttf/package.json")), file);
}

async function packagedFont(): Promise<string> {
  const path = inPackage(PACKAGED);
  if (await isFont(path)) return path;
  throw new OdailiesError("tool_missing", `The font for --burn-in is missing: ${path}.`, {
    hint: "Install odailies again, or name a font file with font=<file> in the template.",
  });
}

async function isFont(path: string): Promise<boolean> {
  try {
    const file = await openOrdinary(path);
    try {
      if ((await file.stat()).size > MAX_FONT_BYTES) return false;
      const { bytesRead, buffer } = await file.read(Buffer.alloc(4), 0, 4, 0);
      return bytesRead === 4 && SIGNS.has(buffer.toString("hex"));
    } finally {
      await file.close();
    }
  } catch {
    return false;
  }
}
