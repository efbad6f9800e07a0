// Bytes of an XML file to text, in whichever encoding it says or shows (XML 1.0, appendix F).
import { TextDecoder } from "node:util";

/** Thrown for an encoding that is not known, and for bytes that do not fit it. */
export class EncodingError extends Error {
  override readonly name = "EncodingError";
}

const SIGNS: readonly (readonly [encoding: string, bytes: readonly number[]])[] = [
  ["utf-32", [0xff, 0xfe, 0, 0]],
  ["utf-32", [0, 0, 0xfe, 0xff]],
  ["utf-32", [0x3c, 0, 0, 0]],
  ["utf-32", [0, 0, 0, 0x3c]],
  ["utf-8", [0xef, 0xbb, 0xbf]],
  ["utf-16le", [0xff, 0xfe]],
  ["utf-16be", [0xfe, 0xff]],
  ["utf-16le", [0x3c, 0, 0x3f, 0]],
  ["utf-16be", [0, 0x3c, 0, 0x3f]],
];

/** A byte order mark wins over the shape of `<?`, that over the declaration, and UTF-8 is what is left. */
export function decodeXml(bytes: Uint8Array): string {
  const shown = SIGNS.find(([, sign]) => sign.every((byte, index) => bytes[index] === byte))?.[0];
  const encoding = shown ?? declaredEncoding(bytes) ?? "utf-8";
  let decoder: TextDecoder;
  try {
    decoder = new TextDecoder(encoding, { fatal: true });
  } catch (cause) {
    throw new EncodingError(`its encoding ${encoding} cannot be read`, { cause });
  }
  try {
    return decoder.decode(bytes);
  } catch (cause) {
    throw new EncodingError(`it holds bytes that are no ${encoding}`, { cause });
  }
}

function declaredEncoding(bytes: Uint8Array): string | undefined {
  const start = Buffer.from(bytes.subarray(0, 200)).toString("latin1");
  return /^<\?xml[^>]*?\sencoding\s*=\s*["']([\w.:-]{1,40})["']/.exec(start)?.[1]?.toLowerCase();
}
