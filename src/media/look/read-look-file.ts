// The text of a look file (.cube, .cdl, .cc, .ccc), with clear errors for what is none. Such files are untrusted.
import { UnfitFileError } from "../../files/open-ordinary.ts";
import { readSmallFile } from "../../files/read-small-file.ts";
import { lutError } from "./lut-error.ts";

/** A cube of 129³ with six decimals has 58 MB; the largest in use. */
const MAX_LOOK_BYTES = 64 * 1024 * 1024;

const COPY_AGAIN = "Export or copy it again.";

/** UTF-8, or UTF-16 where a byte order mark says so; without the mark. Throws `lut_invalid`. */
export async function readLookFile(path: string): Promise<string> {
  const bytes = await readBytes(path);
  if (bytes.length === 0) throw lutError(path, undefined, "the file is empty", COPY_AGAIN);
  const text = new TextDecoder(encodingOf(bytes)).decode(bytes);
  if (text.includes("\0")) {
    throw lutError(path, undefined, "the file is not text", "Name the .cube, .cdl, .cc or .ccc file itself.");
  }
  return text;
}

async function readBytes(path: string): Promise<Uint8Array> {
  try {
    return await readSmallFile(path, { maxBytes: MAX_LOOK_BYTES });
  } catch (cause) {
    if (cause instanceof UnfitFileError) {
      const hint =
        cause.fault === "too-large" ? "Export the look at 33 or 65 points." : "Name the look file itself.";
      throw lutError(path, undefined, cause.message, hint);
    }
    const { code } = cause as NodeJS.ErrnoException;
    const why =
      code === "ENOENT" || code === "ENOTDIR" ? "there is no such file" : `it cannot be read (${code})`;
    throw lutError(path, undefined, why, "Check the path and the permissions.");
  }
}

function encodingOf(bytes: Uint8Array): "utf-8" | "utf-16le" | "utf-16be" {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  return bytes[0] === 0xfe && bytes[1] === 0xff ? "utf-16be" : "utf-8";
}
