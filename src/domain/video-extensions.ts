// Extensions of files that are looked at as clips.

/** In lower case, without the dot. */
export const VIDEO_EXTENSIONS: readonly string[] =
  "mp4 mov m4v mxf mts m2ts m2t tod avi dv mkv mpg mpeg mod 3gp 3g2 qt wmv asf flv webm".split(" ");

const LISTED = new Set(VIDEO_EXTENSIONS);

/** `extension` in lower case, without the dot. */
export function isVideoExtension(extension: string): boolean {
  return LISTED.has(extension);
}
