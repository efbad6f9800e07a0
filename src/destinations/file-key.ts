// Where a file goes: the directory structure that o/DAILIES publishes for uploads.
import type { OutgoingFile } from "../domain/delivery.ts";

/** Folder and extension by role. An ALE goes to the root, is imported and removed. */
const PLACES: Readonly<Record<OutgoingFile["role"], readonly [string, string]>> = {
  graded: ["_graded/", ".mp4"],
  log: ["_log/", ".mp4"],
  thumbnail: ["_thumbnails/", ".jpg"],
  ale: ["", ".ale"],
};

/** E.g. `_graded/A001C001.mp4`. In NFC, not percent-encoded. */
export function fileKey({ role, clipName }: Pick<OutgoingFile, "role" | "clipName">): string {
  const [folder, extension] = PLACES[role];
  return `${folder}${clipName.normalize("NFC")}${extension}`;
}
