// Does a listing prove that a file has arrived whose storage never said so? Pure.
import type { OutgoingFile, RemoteClip } from "../../domain/delivery.ts";

/**
 * A graded file makes the clip, so one that was not there before and is there now proves it, unless the service tells
 * another size. Of a clip that was there before only a new and fitting size does. LOG files and thumbnails do not show.
 */
export function hasArrived(
  { role, sizeBytes }: Pick<OutgoingFile, "role" | "sizeBytes">,
  before: RemoteClip | undefined,
  now: RemoteClip | undefined,
): boolean {
  if (role !== "graded" || now === undefined) return false;
  const { fileSize } = now.metadata;
  if (fileSize === undefined) return before === undefined;
  return fileSize === sizeBytes && before?.metadata.fileSize !== sizeBytes;
}
