// What the first bytes of a JPEG tell: size and number of channels, without decoding it (ITU-T T.81, Annex B).
import { open } from "node:fs/promises";

export interface ImageFacts {
  readonly isJpeg: boolean;
  /** Pixels; undefined where no frame header was found. */
  readonly width: number | undefined;
  readonly sizeBytes: number;
  /** 1 is grey, 3 is colour, 4 is CMYK. */
  readonly channels?: number;
}

/** Embedded previews and colour profiles come before the frame header; more than this is no thumbnail. */
const HEADER_BYTES = 1024 * 1024;

/** Throws what opening or reading the file throws. */
export async function readImageFacts(path: string): Promise<ImageFacts> {
  const file = await open(path, "r");
  try {
    const { size } = await file.stat();
    const { buffer, bytesRead } = await file.read(
      Buffer.alloc(Math.min(size, HEADER_BYTES)),
      0,
      undefined,
      0,
    );
    const head = buffer.subarray(0, bytesRead);
    const isJpeg = head.length > 3 && head.readUIntBE(0, 3) === 0xffd8ff;
    return { isJpeg, sizeBytes: size, ...(isJpeg ? readFrameHeader(head) : { width: undefined }) };
  } finally {
    await file.close();
  }
}

function readFrameHeader(bytes: Buffer): { width: number | undefined; channels?: number } {
  let at = 2;
  while (at + 10 <= bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1] ?? 0;
    if (isStartOfFrame(marker)) return { width: bytes.readUInt16BE(at + 7), channels: bytes[at + 9] ?? 0 };
    // Fill bytes before a marker have no length of their own.
    at += marker === 0xff ? 1 : 2 + bytes.readUInt16BE(at + 2);
  }
  return { width: undefined };
}

/** SOF0 to SOF15, less the markers between them that mean tables and arithmetic conditioning. */
function isStartOfFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
}
