// Graded or LOG, as folder names and name suffixes tell; and the name that both variants share.
import type { VideoRole } from "./clip.ts";

const GRADED_FOLDER = /^_?(graded|grade|col|color|colour|709|rec\.?709|viewing)$/i;
const LOG_FOLDER = /^_?(log|logc\d?|slog\d?|flat|ungraded)$/i;
const THUMBNAIL_FOLDER = /^_?thumbnails?$/i;

const LOG_SUFFIX = /^(log|logc\d?|slog\d?)$/i;
const GRADED_SUFFIX = /^(c709|rec\.?709|709|r709|graded|grd|grade|col|cc|lut|view)$/i;
/** Words and numbers that names also end in by themselves: `Ocean View`, `Clip_709`. */
const DOUBTFUL_SUFFIX = /^(709|col|cc|grade|view)$/i;
/** The last suffix of a name: those that tell the variant, and those that tell only how the file was made. */
const LAST_SUFFIX =
  /^(.*?[^_\-. ])[_\-. ]+(logc?\d?|slog\d?|c709|rec\.?709|709|r709|graded|grd|grade|col|cc|lut|view|daily|dailies|proxy|prx|offline|h264|hd|1080|uhd|bi|burn|wm|clean|main)$/i;

export function isThumbnailFolder(name: string): boolean {
  return THUMBNAIL_FOLDER.test(name);
}

/** What a folder of that name holds; undefined where the name does not tell. */
export function findFolderVariant(name: string): VideoRole | undefined {
  if (GRADED_FOLDER.test(name)) return "graded";
  return LOG_FOLDER.test(name) ? "log" : undefined;
}

export interface NameVariant {
  /** What the suffix tells; undefined where there is none that tells. */
  readonly role: VideoRole | undefined;
  /** The name without that suffix and what follows it, in NFC. */
  readonly stem: string;
  /** The name without any listed suffix, in NFC: only for finding the other variant of the same clip. */
  readonly bare: string;
}

/**
 * Reads the suffixes at the end of a base name: `X_LOG` is the LOG variant of `X`. The name of the graded file is the
 * key of everything, so only what tells the variant is taken off; `X_H264` keeps its name. `_709`, `_CC`, `_VIEW` and their like count only
 * behind a name that some camera writes (`isCameraName`): `Clip_709` follows `Clip_708`. Of two that tell, the last counts.
 */
export function readNameVariant(base: string, isCameraName: (name: string) => boolean): NameVariant {
  const name = base.normalize("NFC");
  let role: VideoRole | undefined;
  let stem = name;
  let bare = name;
  for (let match = LAST_SUFFIX.exec(bare); match; match = LAST_SUFFIX.exec(bare)) {
    const [, rest = "", suffix = ""] = match;
    bare = rest;
    const told = findSuffixRole(suffix);
    if (!told || (DOUBTFUL_SUFFIX.test(suffix) && !isCameraName(rest))) continue;
    role ??= told;
    stem = rest;
  }
  return { role, stem, bare };
}

function findSuffixRole(suffix: string): VideoRole | undefined {
  if (LOG_SUFFIX.test(suffix)) return "log";
  return GRADED_SUFFIX.test(suffix) ? "graded" : undefined;
}
