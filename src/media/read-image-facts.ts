// What a picture file tells without decoding it: what it is, whether all of it is there, what it says beside the picture.
import type { PersonalData } from "../domain/media-facts.ts";
import { openOrdinary } from "../files/open-ordinary.ts";
import { readJpegStructure } from "./jpeg-structure.ts";
import { findPersonalExif } from "./personal/personal-exif.ts";

export interface ImageFacts {
  readonly isJpeg: boolean;
  /** Pixels; undefined where no frame header was found. */
  readonly width: number | undefined;
  readonly sizeBytes: number;
  /** 1 is grey, 3 is colour, 4 is CMYK. */
  readonly channels?: number;
  /** Of JPEG and PNG: the picture goes on to its end mark. Left out for other files. */
  readonly isWhole?: boolean;
  /** Nothing but noughts where the kind of picture should stand: written from behind, or not yet. */
  readonly beginsEmpty?: boolean;
  /** Bytes behind the end of the picture that are not all nought. */
  readonly trailingBytes?: number;
  readonly personal?: readonly PersonalData[];
}

/** Larger files are no stills of a clip, and are read no further. */
const MAX_BYTES = 64 * 1024 * 1024;

const PNG_SIGNATURE = Buffer.from("89504e470d0a1a0a", "hex");

/** Throws what opening or reading the file throws. */
export async function readImageFacts(path: string): Promise<ImageFacts> {
  const file = await openOrdinary(path);
  try {
    const { size } = await file.stat();
    const { buffer, bytesRead } = await file.read(Buffer.alloc(Math.min(size, MAX_BYTES)), 0, undefined, 0);
    const bytes = buffer.subarray(0, bytesRead);
    const isJpeg = bytes.length > 3 && bytes.readUIntBE(0, 3) === 0xffd8ff;
    return { isJpeg, sizeBytes: size, ...(isJpeg ? jpegFacts(bytes) : otherFacts(bytes)) };
  } finally {
    await file.close();
  }
}

function jpegFacts(bytes: Buffer): Omit<ImageFacts, "isJpeg" | "sizeBytes"> {
  const { width, channels, endsAt, applications } = readJpegStructure(bytes);
  return {
    width,
    ...(channels === undefined ? {} : { channels }),
    isWhole: endsAt !== undefined,
    trailingBytes: endsAt === undefined ? 0 : lengthOfText(bytes.subarray(endsAt)),
    personal: applications.flatMap(findPersonalExif),
  };
}

/** Some writers fill up to a block with noughts. */
function lengthOfText(bytes: Buffer): number {
  return bytes.every((byte) => byte === 0) ? 0 : bytes.length;
}

function otherFacts(bytes: Buffer): Pick<ImageFacts, "width" | "isWhole" | "beginsEmpty"> {
  const isPng = bytes.subarray(0, 8).equals(PNG_SIGNATURE);
  if (isPng) return { width: undefined, isWhole: hasPngEnd(bytes) };
  return { width: undefined, beginsEmpty: bytes.subarray(0, 8).every((byte) => byte === 0) };
}

/** Chunks are a length, a type, as many bytes, and a checksum (PNG, third edition, 5.3). */
function hasPngEnd(bytes: Buffer): boolean {
  let at = PNG_SIGNATURE.length;
  while (at + 12 <= bytes.length) {
    const next = at + 12 + bytes.readUInt32BE(at);
    if (bytes.toString("latin1", at + 4, at + 8) === "IEND") return next <= bytes.length;
    at = next;
  }
  return false;
}
