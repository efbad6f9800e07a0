// Where the samples of a track lie in the file (`stsz stco co64 stsc`), to see whether all their bytes are there.
import { findBox } from "./boxes.ts";

export interface SampleSizes {
  /** As many as the table really lists. */
  readonly count: number;
  /** Bytes of `count` samples from `first` on. */
  readonly total: (first: number, count: number) => number;
}

export function readSampleSizes(stbl: Buffer): SampleSizes {
  const stsz = findBox(stbl, "stsz");
  if (!stsz || stsz.length < 12) {
    const stz2 = findBox(stbl, "stz2");
    return { count: stz2 && stz2.length >= 12 ? stz2.readUInt32BE(8) : 0, total: () => 0 };
  }
  const fixed = stsz.readUInt32BE(4);
  const claimed = stsz.readUInt32BE(8);
  if (fixed > 0) {
    return { count: claimed, total: (first, count) => Math.max(0, Math.min(count, claimed - first)) * fixed };
  }
  const listed = Math.min(claimed, Math.floor((stsz.length - 12) / 4));
  return {
    count: listed,
    total: (first, count) => {
      let sum = 0;
      for (let i = first; i < Math.min(first + count, listed); i += 1) sum += stsz.readUInt32BE(12 + i * 4);
      return sum;
    },
  };
}

/** End of the chunk that lies last in the file; 0 for a track without samples. */
export function lastByteOf(stbl: Buffer): number {
  const co64 = findBox(stbl, "co64");
  const offsets = co64 ?? findBox(stbl, "stco");
  const stsc = findBox(stbl, "stsc");
  if (!offsets || offsets.length < 8 || !stsc || stsc.length < 8) return 0;
  const width = co64 ? 8 : 4;
  const chunks = Math.min(offsets.readUInt32BE(4), Math.floor((offsets.length - 8) / width));
  if (chunks === 0) return 0;
  const offsetOf = (chunk: number) =>
    co64 ? Number(offsets.readBigUInt64BE(8 + chunk * 8)) : offsets.readUInt32BE(8 + chunk * 4);
  let last = 0;
  for (let chunk = 1; chunk < chunks; chunk += 1) if (offsetOf(chunk) > offsetOf(last)) last = chunk;
  const { firstSample, perChunk } = samplesBefore(stsc, last);
  return offsetOf(last) + readSampleSizes(stbl).total(firstSample, perChunk);
}

/** How many samples lie in chunks before `chunk` (0-based), and how many in it. */
function samplesBefore(
  stsc: Buffer,
  chunk: number,
): { readonly firstSample: number; readonly perChunk: number } {
  const entries = Math.min(stsc.readUInt32BE(4), Math.floor((stsc.length - 8) / 12));
  let firstSample = 0;
  let perChunk = 0;
  let from = 0;
  for (let index = 0; index < entries; index += 1) {
    const first = stsc.readUInt32BE(8 + index * 12) - 1;
    if (first > chunk) break;
    firstSample += (first - from) * perChunk;
    from = first;
    perChunk = stsc.readUInt32BE(12 + index * 12);
  }
  return { firstSample: firstSample + (chunk - from) * perChunk, perChunk };
}
