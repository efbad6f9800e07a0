// Which letters a TrueType or OpenType font has, by its `cmap` table (OpenType 1.9.1, formats 4 and 12).

/** Code points from `first` to `last`, both included. */
export interface LetterRange {
  readonly first: number;
  readonly last: number;
}

/** Of a collection, the first font, which is the one that drawtext takes. Empty where it cannot be told. */
export function readCoverage(file: Buffer): readonly LetterRange[] {
  try {
    const cmap = findTable(file, file.toString("latin1", 0, 4) === "ttcf" ? file.readUInt32BE(12) : 0);
    if (cmap === undefined) return [];
    const count = file.readUInt16BE(cmap + 2);
    return Array.from(
      { length: count },
      (_, index) => cmap + file.readUInt32BE(cmap + 4 + index * 8 + 4),
    ).flatMap((at) => readSubtable(file, at));
  } catch (error) {
    // A table that points out of the file.
    if (error instanceof RangeError) return [];
    throw error;
  }
}

function findTable(file: Buffer, font: number): number | undefined {
  const count = file.readUInt16BE(font + 4);
  for (let index = 0; index < count; index += 1) {
    const record = font + 12 + index * 16;
    if (file.toString("latin1", record, record + 4) === "cmap") return file.readUInt32BE(record + 8);
  }
  return undefined;
}

function readSubtable(file: Buffer, at: number): readonly LetterRange[] {
  const format = file.readUInt16BE(at);
  if (format === 12) {
    return Array.from({ length: file.readUInt32BE(at + 12) }, (_, index) => ({
      first: file.readUInt32BE(at + 16 + index * 12),
      last: file.readUInt32BE(at + 20 + index * 12),
    }));
  }
  if (format !== 4) return [];
  const doubled = file.readUInt16BE(at + 6);
  return Array.from({ length: doubled / 2 }, (_, index) => ({
    first: file.readUInt16BE(at + 16 + doubled + index * 2),
    last: file.readUInt16BE(at + 14 + index * 2),
  })).filter(({ first }) => first < 0xffff);
}
