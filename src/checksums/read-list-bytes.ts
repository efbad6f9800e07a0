// The bytes of a hash list of any kind, or the one error for a list that cannot be used.
import { UnfitFileError } from "../files/open-ordinary.ts";
import { readSmallFile, type SmallFile } from "../files/read-small-file.ts";
import { hashListError } from "./hash-list-error.ts";

/** Throws `verify_failed` with `context.fault`: `unreadable` or `too_large`. */
export async function readListBytes(path: string, bounds: SmallFile): Promise<Uint8Array> {
  try {
    return await readSmallFile(path, bounds);
  } catch (cause) {
    const isTooLarge = cause instanceof UnfitFileError && cause.fault === "too-large";
    throw hashListError(isTooLarge ? "too_large" : "unreadable", path, (cause as Error).message, cause);
  }
}
