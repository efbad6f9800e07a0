// The 64-bit sizes of a WAV that is larger than 4 GB (`ds64`, EBU Tech 3306).

/** By chunk id, in bytes. */
export type RiffSizes = ReadonlyMap<string, number>;

const FIXED_BYTES = 28;
const ENTRY_BYTES = 12;

/** The size of `data` and of the chunks in the table; what is cut off or beyond 2^53 is left out. */
export function readDs64(bytes: Buffer): RiffSizes {
  const sizes = new Map<string, number>();
  if (bytes.length < FIXED_BYTES) return sizes;
  const note = (id: string, at: number) => {
    const sizeBytes = Number(bytes.readBigUInt64LE(at));
    if (Number.isSafeInteger(sizeBytes)) sizes.set(id, sizeBytes);
  };
  note("data", 8);
  const claimed = bytes.readUInt32LE(24);
  const entries = Math.min(claimed, Math.floor((bytes.length - FIXED_BYTES) / ENTRY_BYTES));
  for (let entry = 0; entry < entries; entry++) {
    const at = FIXED_BYTES + entry * ENTRY_BYTES;
    note(bytes.toString("latin1", at, at + 4), at + 4);
  }
  return sizes;
}

/** Chunk ids are four printable ASCII characters: anything else is sound, or nothing. */
export function isPrintable(id: string): boolean {
  return /^[ -~]{4}$/.test(id);
}
