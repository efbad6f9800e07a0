// The markers of a JPEG (ITU-T T.81, Annex B), walked from the first to the last without decoding a picture.

export interface JpegStructure {
  /** Pixels; undefined where no frame header was found. */
  readonly width: number | undefined;
  /** 1 is grey, 3 is colour, 4 is CMYK. */
  readonly channels: number | undefined;
  /** Where the end marker ends; undefined where the picture breaks off before it. */
  readonly endsAt: number | undefined;
  /** Bodies of the application segments (`FF E1` is Exif and XMP), in order; of a bomb, the first few. */
  readonly applications: readonly Buffer[];
}

const END = 0xd9;
const SCAN = 0xda;
/** A picture with maps, previews and notes of its maker has a few dozen; millions of empty ones fill the memory. */
const MOST_APPLICATIONS = 2000;

export function readJpegStructure(bytes: Buffer): JpegStructure {
  const found: { width: number | undefined; channels: number | undefined; applications: Buffer[] } = {
    width: undefined,
    channels: undefined,
    applications: [],
  };
  let at = 2;
  while (at + 1 < bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1] ?? 0;
    // Only a picture that has been begun can end.
    if (marker === END) return { ...found, endsAt: found.width === undefined ? undefined : at + 2 };
    // Fill bytes before a marker have no length of their own.
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (at + 4 > bytes.length) break;
    const next = at + 2 + bytes.readUInt16BE(at + 2);
    if (isStartOfFrame(marker) && at + 10 <= bytes.length) {
      found.width = bytes.readUInt16BE(at + 7);
      found.channels = bytes[at + 9];
    }
    if (marker >= 0xe0 && marker <= 0xef && found.applications.length < MOST_APPLICATIONS)
      found.applications.push(bytes.subarray(at + 4, next));
    at = marker === SCAN ? endOfScan(bytes, next) : next;
  }
  return { ...found, endsAt: undefined };
}

/** In coded data FF is followed by a nought or by the number of a restart; anything else is the next marker. */
function endOfScan(bytes: Buffer, from: number): number {
  let at = bytes.indexOf(0xff, from);
  while (at >= 0 && at + 1 < bytes.length) {
    const marker = bytes[at + 1] ?? 0;
    if (marker !== 0 && !(marker >= 0xd0 && marker <= 0xd7)) return at;
    at = bytes.indexOf(0xff, at + 2);
  }
  return bytes.length;
}

/** SOF0 to SOF15, less the markers between them that mean tables and arithmetic conditioning. */
function isStartOfFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
}
