// Text in a chunk: padded with NULs, mostly ASCII, sometimes UTF-8, UTF-16 or a machine's own Latin.

/** Without byte order mark and without what stands after the first NUL (two in UTF-16). */
export function chunkText(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return untilNul(new TextDecoder("utf-16le").decode(bytes));
  if (first === 0xfe && second === 0xff) return untilNul(new TextDecoder("utf-16be").decode(bytes));
  const end = bytes.indexOf(0);
  const text = end === -1 ? bytes : bytes.subarray(0, end);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(text);
  } catch {
    return Buffer.from(text).toString("latin1");
  }
}

function untilNul(text: string): string {
  const end = text.indexOf("\0");
  return end === -1 ? text : text.slice(0, end);
}
