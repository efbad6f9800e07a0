// Camera originals that only the maker's own programs decode (FFmpeg has no decoder for them).
import { CAMERAS } from "./cameras/index.ts";

const READERS = new Map(CAMERAS.flatMap(({ originals = {} }) => Object.entries(originals)));

/** Extensions of such files: lower case, without the dot. */
export const ORIGINAL_EXTENSIONS: readonly string[] = [...READERS.keys()];

/** The program that reads such files; undefined where the extension (lower case, no dot) alone forbids nothing. */
export function findReader(extension: string): string | undefined {
  return READERS.get(extension);
}
