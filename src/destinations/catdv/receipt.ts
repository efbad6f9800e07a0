// Proof of a file that CatDV has.
import type { Receipt } from "../../domain/clip.ts";
import type { FileHashes, OutgoingFile } from "../../domain/delivery.ts";
import { fileKey } from "../file-key.ts";

/** `isProcessing`: the bytes are there, and CatDV has made no clip of them yet. */
export function makeReceipt(
  file: OutgoingFile,
  hashes: FileHashes,
  { isProcessing = false }: { readonly isProcessing?: boolean } = {},
): Receipt {
  return {
    role: file.role,
    key: fileKey(file),
    bytes: file.sizeBytes,
    ...hashes,
    action: file.action,
    sentAt: new Date().toISOString(),
    ...(isProcessing && { isProcessing }),
  };
}
