// Every path of state and work, in one place: where records, locks, claims, undo files and half-made files lie.
import { createHash } from "node:crypto";
import { readdir, rm, rmdir } from "node:fs/promises";
import { join } from "node:path";
import type { Card } from "../domain/clip.ts";

/** The two folders of this program's own. */
export interface OwnFolders {
  readonly stateFolder: string;
  readonly workFolder: string;
}

export const ledgerFolder = (stateFolder: string): string => join(stateFolder, "ledger");
/** Where records lay before made files served every destination: one folder per destination. */
export const formerLedgerFolder = (stateFolder: string): string => join(stateFolder, "journal");
export const locksFolder = (stateFolder: string): string => join(stateFolder, "locks");
export const claimsFolder = (stateFolder: string, destinationId: string): string =>
  join(stateFolder, "claims", destinationId);
export const undoFolder = (stateFolder: string, destinationId: string): string =>
  join(stateFolder, "undo", destinationId);
export const uplinkFile = (stateFolder: string, destinationId: string): string =>
  join(stateFolder, "uplink", `${destinationId}.json`);

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

/** The name of the folder that was ingested, as far as `cardFolder` kept it. */
export function cardNameOf(folder: string): string {
  return folder.replace(/-[0-9a-f]{8}$/, "");
}

/**
 * Where files of one card are made: never shared with another card, nor with a run that has another state folder, for
 * two state folders know nothing of each other's locks.
 */
export function workFolderOf({ workFolder, stateFolder }: OwnFolders, cardFolderName: string): string {
  return join(workFolder, `${cardFolderName}-${digits(stateFolder)}`);
}

/** `A001C001.graded.mp4`; with a few digits where the clip's name had to be changed, so that no two meet. */
export function workName(clipName: string, ending: string): string {
  const safe = fileSafe(clipName);
  return safe === clipName ? `${safe}.${ending}` : `${safe}-${digits(clipName)}.${ending}`;
}

/**
 * Deletes what ended runs left: half-made files, and those that nobody waits for. Deleting a half-made file also parts
 * it from a program that may still be writing it. Call it with the card's lock held.
 */
export async function sweepWork(folder: string, wanted: ReadonlySet<string>): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names)
    if (!wanted.has(name)) await rm(join(folder, name), { recursive: true, force: true });
}

/** Leaves it where something is kept in it. */
export async function removeEmpty(folder: string): Promise<void> {
  await rmdir(folder).catch(() => undefined);
}

function digits(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 8);
}
