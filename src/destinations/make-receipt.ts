// Proof of a file that a destination has.
import type { Receipt } from "../domain/clip.ts";
import type { FileHashes, OutgoingFile } from "../domain/delivery.ts";

/** `key`: where it is. `more`: what not every system tells; without its time, it is there since now. */
export function makeReceipt(
  { role, sizeBytes: bytes, action }: OutgoingFile,
  key: string,
  { xxh64, sha256, md5 }: FileHashes,
  more: Partial<Pick<Receipt, "sentAt" | "etag" | "isProcessing">> = {},
): Receipt {
  return { role, key, bytes, xxh64, sha256, md5, action, sentAt: new Date().toISOString(), ...more };
}
