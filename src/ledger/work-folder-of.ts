// Where files of one card are made: never shared with another card, nor with a run that has another state folder.
import { readdir, rm, rmdir } from "node:fs/promises";
import { join } from "node:path";
import type { Card } from "../domain/clip.ts";
import { cardFolder } from "./state-names.ts";

export interface WorkPlace {
  readonly workFolder: string;
  readonly stateFolder: string;
  readonly destinationId: string;
}

/** Two state folders know nothing of each other's locks, so what is made for them must not meet. */
export function workFolderOf({ workFolder, stateFolder, destinationId }: WorkPlace, card: Card): string {
  return join(workFolder, destinationId, cardFolder({ ...card, root: `${stateFolder}\n${card.root}` }));
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
