// The boxes of ISO base media files (ISO/IEC 14496-12, QuickTime): where they are, not what is in them.
import type { ByteSource } from "./byte-source.ts";

export interface TopLevelBox {
  /** Four characters, e.g. `moov`. */
  readonly type: string;
  readonly offset: number;
  /** As declared; a size of 0 means "to the end of the file" and is resolved here. */
  readonly sizeBytes: number;
  readonly headerBytes: number;
}

/** One box inside a buffer: `body` is what follows its header. */
export interface InnerBox {
  readonly type: string;
  readonly body: Buffer;
}

/** A fragmented hour has thousands of boxes; the walk stops here, what is known by then is enough. */
const MAX_BOXES = 5_000;
/** Inside one box: recorders write a few dozen. Millions of empty ones are there to fill the memory. */
export const MAX_INNER_BOXES = 1_000;
const BOX_TYPE = /^[\x20-\x7e\xa9]{4}$/;

/** Box types that a file may begin with, by which it is known as ISO base media. */
const FIRST_TYPES = new Set([
  "ftyp",
  "moov",
  "mdat",
  "free",
  "skip",
  "wide",
  "pnot",
  "uuid",
  "styp",
  "moof",
  "sidx",
]);

/** Is the file ISO base media, judged by its first box and never by its name? */
export function isIsoBaseMedia(firstBytes: Buffer): boolean {
  if (firstBytes.length < 8 || !FIRST_TYPES.has(firstBytes.toString("latin1", 4, 8))) return false;
  const size = firstBytes.readUInt32BE(0);
  return size === 0 || size === 1 || size >= 8;
}

/** Walks the top level; stops at what is no box any more (padding, garbage) and after MAX_BOXES. */
export async function readTopLevelBoxes(source: ByteSource): Promise<readonly TopLevelBox[]> {
  const boxes: TopLevelBox[] = [];
  let offset = 0;
  while (offset + 8 <= source.sizeBytes && boxes.length < MAX_BOXES) {
    const header = await source.read(offset, 16);
    const box = readHeader(header, offset, source.sizeBytes);
    if (!box) break;
    boxes.push(box);
    offset += box.sizeBytes;
  }
  return boxes;
}

function readHeader(header: Buffer, offset: number, fileBytes: number): TopLevelBox | undefined {
  if (header.length < 8) return undefined;
  const type = header.toString("latin1", 4, 8);
  if (!BOX_TYPE.test(type)) return undefined;
  const short = header.readUInt32BE(0);
  if (short === 0) return { type, offset, sizeBytes: fileBytes - offset, headerBytes: 8 };
  if (short !== 1) return short < 8 ? undefined : { type, offset, sizeBytes: short, headerBytes: 8 };
  if (header.length < 16) return undefined;
  const long = Number(header.readBigUInt64BE(8));
  return long < 16 ? undefined : { type, offset, sizeBytes: long, headerBytes: 16 };
}

/** The boxes inside a buffer, in order. A box that claims more than there is ends the list, and so does too many. */
export function innerBoxes(buffer: Buffer): readonly InnerBox[] {
  return [...walkBoxes(buffer)];
}

function* walkBoxes(buffer: Buffer): Generator<InnerBox> {
  let offset = 0;
  for (let count = 0; count < MAX_INNER_BOXES && offset + 8 <= buffer.length; count += 1) {
    const box = readHeader(buffer.subarray(offset, offset + 16), offset, buffer.length);
    if (!box || offset + box.sizeBytes > buffer.length) return;
    yield { type: box.type, body: buffer.subarray(offset + box.headerBytes, offset + box.sizeBytes) };
    offset += box.sizeBytes;
  }
}

/** The first box at a path such as `mdia`, `minf`, `stbl`. */
export function findBox(buffer: Buffer, ...path: readonly string[]): Buffer | undefined {
  let body: Buffer | undefined = buffer;
  for (const type of path) {
    body = body && firstBox(body, type);
  }
  return body;
}

function firstBox(buffer: Buffer, type: string): Buffer | undefined {
  for (const box of walkBoxes(buffer)) if (box.type === type) return box.body;
  return undefined;
}
