// The colour box of a track (`colr`, QuickTime `nclc` and ISO `nclx`), in ffprobe's words.
// Needed beside ffprobe: newer ones show what the decoder says, and a ProRes frame that says nothing hides the box.
import { innerBoxes } from "./boxes.ts";

export interface ColorTags {
  readonly primaries: string | undefined;
  readonly transfer: string | undefined;
  readonly matrix: string | undefined;
  /** `nclc` does not tell. */
  readonly range: "tv" | "pc" | undefined;
}

/** Code points of Rec. ITU-T H.273; 2 is "unspecified" and left out like all that are not in use. */
const PRIMARIES: Readonly<Record<number, string>> = {
  1: "bt709",
  4: "bt470m",
  5: "bt470bg",
  6: "smpte170m",
  7: "smpte240m",
  8: "film",
  9: "bt2020",
  10: "smpte428",
  11: "smpte431",
  12: "smpte432",
};

const TRANSFERS: Readonly<Record<number, string>> = {
  1: "bt709",
  4: "bt470m",
  5: "bt470bg",
  6: "smpte170m",
  7: "smpte240m",
  8: "linear",
  11: "iec61966-2-4",
  13: "iec61966-2-1",
  14: "bt2020-10",
  15: "bt2020-12",
  16: "smpte2084",
  17: "smpte428",
  18: "arib-std-b67",
};

const MATRICES: Readonly<Record<number, string>> = {
  0: "gbr",
  1: "bt709",
  4: "fcc",
  5: "bt470bg",
  6: "smpte170m",
  7: "smpte240m",
  9: "bt2020nc",
  10: "bt2020c",
};

/** `extensions` are the boxes behind a visual sample entry's own fields. */
export function readColorTags(extensions: Buffer): ColorTags | undefined {
  const colr = innerBoxes(extensions).find(
    ({ type, body }) =>
      type === "colr" && body.length >= 10 && /^ncl[cx]$/.test(body.toString("latin1", 0, 4)),
  )?.body;
  if (!colr) return undefined;
  const isNclx = colr.toString("latin1", 0, 4) === "nclx" && colr.length >= 11;
  return {
    primaries: PRIMARIES[colr.readUInt16BE(4)],
    transfer: TRANSFERS[colr.readUInt16BE(6)],
    matrix: MATRICES[colr.readUInt16BE(8)],
    range: isNclx ? ((colr[10] ?? 0) & 0x80 ? "pc" : "tv") : undefined,
  };
}
