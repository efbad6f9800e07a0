// Extensions of files that are looked at as clips.

const VIDEO_EXTENSIONS = new Set("mp4 mov m4v mxf mts m2ts avi mkv mpg 3gp webm".split(" "));

/** `extension` in lower case, without the dot. */
export function isVideoExtension(extension: string): boolean {
  return VIDEO_EXTENSIONS.has(extension);
}
