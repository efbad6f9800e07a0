// Which names may become files: the same on every disk that a library may lie on.

/** Longest file name of ext4, APFS and NTFS in UTF-8 (NTFS counts UTF-16, which is never longer). */
const MAX_NAME_BYTES = 255;

/** Device names of Windows, with or without an extension. */
const RESERVED = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)/i;

export function isReservedName(name: string): boolean {
  return RESERVED.test(name);
}

/** Why `name` cannot be a file's name, as the end of a sentence; undefined when it can. */
export function nameProblem(name: string): string | undefined {
  if (name === "") return "is empty";
  if (name.startsWith(".")) return "begins with a dot";
  if (/[/\\]/.test(name)) return "holds a slash or backslash";
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  if (/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/.test(name)) return "holds a control character";
  if (/[. ]$/.test(name)) return "ends with a dot or space";
  if (isReservedName(name)) return "is reserved by the operating system";
  if (Buffer.byteLength(name) > MAX_NAME_BYTES) return `is longer than ${MAX_NAME_BYTES} bytes`;
  return undefined;
}

/** Two names with the same fold are one file on disks that ignore case. */
export function foldName(name: string): string {
  return name.normalize("NFC").toLowerCase();
}
