// Camera originals that only the maker's own programs decode (FFmpeg has no decoder for them).

const READERS: Readonly<Record<string, string>> = {
  r3d: "REDCINE-X PRO",
  ari: "ARRI Reference Tool",
  arx: "ARRI Reference Tool",
  braw: "DaVinci Resolve",
  braw2: "DaVinci Resolve",
  crm: "Cinema RAW Development",
  nev: "DaVinci Resolve or NX Studio",
};

export const UNDECODABLE_EXTENSIONS = Object.keys(READERS);

/** The program that reads such files; undefined where the extension (lower case, no dot) alone forbids nothing. */
export function findReader(extension: string): string | undefined {
  return Object.hasOwn(READERS, extension) ? READERS[extension] : undefined;
}
