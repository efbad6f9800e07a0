// Which names clips may have, and under which file name each lies on the disk: the same on every disk of a library.
import { createHash } from "node:crypto";

/** Longest file name of ext4, APFS and NTFS in UTF-8 (NTFS counts UTF-16, which is never longer). */
const MAX_NAME_BYTES = 255;

/** A clip's name is a segment of URLs too, where each byte may take three. */
const MAX_CLIP_NAME_BYTES = 1000;

/** Device names of Windows, with or without an extension. */
const RESERVED = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)/i;

export function isReservedName(name: string): boolean {
  return RESERVED.test(name);
}

/** Why no clip can be called `name`, as the end of a sentence; undefined when one can. */
export function nameProblem(name: string): string | undefined {
  if (name === "") return "is empty";
  if (/[/\\]/.test(name)) return "holds a slash or backslash";
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  if (/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/.test(name)) return "holds a control character";
  if (/^\.+$/.test(name)) return "holds dots alone";
  if (/\p{Surrogate}/u.test(name)) return "is no valid Unicode text";
  if (Buffer.byteLength(name) > MAX_CLIP_NAME_BYTES) return `is longer than ${MAX_CLIP_NAME_BYTES} bytes`;
  return undefined;
}

/**
 * The file name of a clip's file, `extension` with its dot. Mostly the clip's own name; where some disk could not hold
 * that (`AUX`, `take 1.`, too long), as much of it as can be read, and a mark that no other name has.
 */
export function fileNameOf(clipName: string, extension: string): string {
  const plain = `${clipName}${extension}`;
  if (isPlain(clipName, plain)) return plain;
  const mark = createHash("sha256").update(clipName).digest("hex").slice(0, 32);
  const readable = clipName
    .replaceAll(/[^\p{L}\p{N}_-]+/gu, "_")
    .slice(0, 40)
    .replace(/\p{Surrogate}$/u, "");
  return `_${readable}~${mark}${extension}`;
}

/** What looks like one of the marked names is marked itself: two clips never meet in one file. */
const MARKED = /^_.*~[0-9a-f]{32}$/i;

function isPlain(clipName: string, fileName: string): boolean {
  return !(
    clipName.startsWith(".") ||
    /[. ]$/.test(clipName) ||
    isReservedName(fileName) ||
    MARKED.test(clipName) ||
    Buffer.byteLength(fileName) > MAX_NAME_BYTES
  );
}
