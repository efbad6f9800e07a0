// Bytes of a sheet to text: byte order mark, UTF-16 without one, strict UTF-8, else windows-1252.
import { findForeignFile } from "./formats/foreign-file.ts";
import { sheetUnreadable } from "./formats/unreadable.ts";
import type { SheetProblem } from "./sheet.ts";

/** Far above any sheet (an hour of frame-by-frame camera data is some 100 MB), far below what memory bears. */
export const MAX_SHEET_BYTES = 256 * 1024 * 1024;

export interface DecodedText {
  /** Without byte order mark. Line ends as in the file. */
  readonly text: string;
  /** WHATWG label: `utf-8`, `utf-16le`, `utf-16be`, `windows-1252`, or the one that was asked for. */
  readonly encoding: string;
  /** One where the encoding had to be guessed. */
  readonly problems: readonly SheetProblem[];
}

/**
 * `encoding` is a WHATWG label (`macintosh`, `shift_jis`); a byte order mark wins over it, as in the WHATWG
 * Encoding Standard. MacRoman cannot be told from windows-1252 by its bytes, so it is never guessed.
 * @throws OdailiesError `metadata_unreadable` when the bytes are no text, too many, or the label is unknown.
 */
export function decodeText(bytes: Uint8Array, path: string, encoding?: string): DecodedText {
  if (bytes.length > MAX_SHEET_BYTES) throw tooLarge(path, bytes.length);
  if (bytes.length === 0) throw sheetUnreadable(path, "the file is empty", "Export or copy it again.");
  const marked = encodingOfMark(bytes);
  const foreign = marked ? undefined : findForeignFile(bytes);
  if (foreign) throw sheetUnreadable(path, `it is ${foreign.kind}`, foreign.hint);
  const decoded = marked ? decodeAs(marked, bytes) : decodeUnmarked(bytes, path, encoding);
  if (isBinary(decoded.text)) {
    throw sheetUnreadable(path, "it holds bytes that are no text", "Export or copy it again, as ALE or CSV.");
  }
  return decoded;
}

/** What may tell a format: the first characters, of whatever bytes, in the encoding that can be told. */
export function beginningOf(bytes: Uint8Array, path: string): string {
  try {
    // A cut through a character must not make UTF-8 look like something else.
    return decodeText(bytes.subarray(0, endOfBeginning(bytes)), path).text;
  } catch {
    return "";
  }
}

const BEGINNING_BYTES = 65_536;

function endOfBeginning(bytes: Uint8Array): number {
  if (bytes.length <= BEGINNING_BYTES) return bytes.length;
  let end = BEGINNING_BYTES;
  while (end > BEGINNING_BYTES - 4 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end--;
  return end;
}

export function tooLarge(path: string, sizeBytes: number): Error {
  const megabytes = Math.round(sizeBytes / (1024 * 1024));
  const because = `it has ${megabytes} MB, and at most ${MAX_SHEET_BYTES / (1024 * 1024)} MB are read`;
  return sheetUnreadable(path, because, "Split it, or check that it is a sheet at all.");
}

function encodingOfMark(bytes: Uint8Array): string | undefined {
  const [first, second, third] = bytes;
  if (first === 0xef && second === 0xbb && third === 0xbf) return "utf-8";
  if (first === 0xff && second === 0xfe) return "utf-16le";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  return undefined;
}

function decodeUnmarked(bytes: Uint8Array, path: string, encoding: string | undefined): DecodedText {
  if (encoding !== undefined) return decodeAsked(bytes, path, encoding);
  const wide = encodingOfZeros(bytes);
  if (wide) return decodeAs(wide, bytes);
  try {
    return {
      text: new TextDecoder("utf-8", { fatal: true }).decode(bytes),
      encoding: "utf-8",
      problems: [],
    };
  } catch {
    const message =
      "The file is not UTF-8 and was read as windows-1252: check accents and umlauts, and save it as UTF-8 if they are wrong.";
    return {
      text: decodeWindows1252(bytes),
      encoding: "windows-1252",
      problems: [{ line: 1, severity: "warning", message }],
    };
  }
}

function decodeAsked(bytes: Uint8Array, path: string, encoding: string): DecodedText {
  let label: string;
  try {
    label = new TextDecoder(encoding).encoding;
  } catch (cause) {
    const hint = "Use a name such as utf-8, windows-1252, macintosh, utf-16le or shift_jis.";
    throw sheetUnreadable(path, `the text encoding "${encoding}" is not known`, hint, cause);
  }
  return label === "windows-1252"
    ? { text: decodeWindows1252(bytes), encoding: label, problems: [] }
    : decodeAs(label, bytes);
}

function decodeAs(encoding: string, bytes: Uint8Array): DecodedText {
  return { text: new TextDecoder(encoding).decode(bytes), encoding, problems: [] };
}

/** UTF-16 of mostly Latin text has a zero in nearly every second byte; one-byte encodings have none at all. */
function encodingOfZeros(bytes: Uint8Array): string | undefined {
  const sample = bytes.subarray(0, 4096);
  let even = 0;
  let odd = 0;
  for (let at = 0; at < sample.length; at++) {
    if (sample[at] !== 0) continue;
    if (at % 2 === 0) even++;
    else odd++;
  }
  const enough = sample.length / 5;
  if (odd > enough && even === 0) return "utf-16le";
  if (even > enough && odd === 0) return "utf-16be";
  return undefined;
}

/** What windows-1252 has at 0x80 to 0x9F; the five unused bytes stay control characters (WHATWG). */
const WINDOWS_1252_HIGH = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ";

/** Not by TextDecoder: Node 20.18.3 to 24 decode windows-1252 as ISO 8859-1 (nodejs/node#56542, #60888). */
function decodeWindows1252(bytes: Uint8Array): string {
  const latin1 = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
  return latin1.replace(/[\u0080-\u009f]/g, (char) => WINDOWS_1252_HIGH.charAt(char.charCodeAt(0) - 0x80));
}

/** A NUL, or more than one control character in a hundred, is no sheet. */
function isBinary(text: string): boolean {
  if (text.includes("\0")) return true;
  const sample = text.slice(0, 65_536);
  // eslint-disable-next-line no-control-regex
  const controls = sample.match(/[\u0001-\u0008\u000e-\u001a\u001c-\u001f]/g)?.length ?? 0;
  return controls * 100 > sample.length;
}
