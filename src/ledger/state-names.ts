// Names of files and folders in state and work: any card, clip or host name becomes one that every system takes.
import { createHash } from "node:crypto";
import type { Card } from "../domain/clip.ts";

/** Letters, digits and `._-` only; never hidden, never empty. */
export function fileSafe(name: string): string {
  return (
    name
      .normalize("NFC")
      .replaceAll(/[^\p{L}\p{N}._-]/gu, "_")
      .replace(/^\.+/, "_") || "_"
  );
}

/** A card's folder: its own name, and a few digits that tell two cards of one name apart. */
export function cardFolder(card: Card): string {
  return `${fileSafe(card.name)}-${digits(card.root)}`;
}

/** `A001C001.graded.mp4`; with a few digits where the clip's name had to be changed, so that no two meet. */
export function workName(clipName: string, ending: string): string {
  const safe = fileSafe(clipName);
  return safe === clipName ? `${safe}.${ending}` : `${safe}-${digits(clipName)}.${ending}`;
}

function digits(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 8);
}
