// What of a clip has been sent from here already.
import type { FoundClip, FoundFile, Receipt, Role } from "../domain/clip.ts";
import type { RunContext } from "./run-context.ts";
import { findReceipt } from "./upload-file.ts";

export interface ReceiptsThere {
  readonly receipts: readonly Receipt[];
  /** Is there one for each file that the clip should have? */
  readonly isComplete: boolean;
  has(role: Role): boolean;
}

/** Those that hold for the files as they are now. */
export async function findReceipts(clip: FoundClip, context: RunContext): Promise<ReceiptsThere> {
  const wanted: [Role, FoundFile][] = [];
  if (clip.graded) wanted.push(["graded", clip.graded]);
  if (clip.graded && wantsThumbnail(clip, context)) wanted.push(["thumbnail", clip.thumbnail ?? clip.graded]);
  if (clip.log) wanted.push(["log", clip.log]);
  const found = await Promise.all(wanted.map(([role, file]) => findReceipt(clip, role, file, context)));
  const receipts = found.filter((receipt) => receipt !== undefined);
  return {
    receipts,
    isComplete: receipts.length === wanted.length,
    has: (role) => receipts.some((receipt) => receipt.role === role),
  };
}

/** Should the clip have a picture at the destination? */
export function wantsThumbnail(clip: FoundClip, { settings, destination }: RunContext): boolean {
  return destination.can.thumbnails && (clip.thumbnail !== undefined || settings.thumbnail !== "none");
}
