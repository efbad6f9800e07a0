// `--after move`: what is up goes to `_done`, what cannot be delivered to `_failed` with the reason beside it.
import { mkdir, rename, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { FoundFile } from "../domain/clip.ts";
import { type ClipOutcome, isGoodEnd } from "../domain/outcome.ts";
import { DONE_FOLDER, FAILED_FOLDER } from "./markers.ts";
import type { Say } from "../domain/watch-events.ts";
import { walkFolder } from "./walk-folder.ts";

/** A card in a watched folder. */
export interface CardPlace {
  /** The watched folder. */
  readonly folder: string;
  /** The card's folder in it; empty for the watched folder's own files. */
  readonly key: string;
  readonly doneFile: string | undefined;
}

export interface Move {
  readonly place: CardPlace;
  /** Relative to the card. */
  readonly files: readonly string[];
  readonly outcome: ClipOutcome;
}

/**
 * Renames within the watched folder; never deletes, never overwrites. What cannot be moved stays, and is said.
 * Gives back the files that are not there any more.
 */
export async function moveDelivered({ place, files, outcome }: Move, say: Say): Promise<readonly string[]> {
  const moved: string[] = [];
  const isUp = isGoodEnd(outcome.status);
  const target = join(place.folder, isUp ? DONE_FOLDER : FAILED_FOLDER, place.key);
  try {
    for (const file of files) {
      const isMoved = await moveFile(join(place.folder, place.key, file), join(target, file), say);
      if (isMoved) moved.push(file);
    }
    const [first] = moved;
    if (first !== undefined && !isUp) {
      await writeFile(join(target, dirname(first), `${outcome.clip}.reason.txt`), reasonText(outcome));
    }
  } catch (error) {
    const message = `${outcome.clip} could not be moved to ${target}: ${(error as Error).message}.`;
    say({ type: "notice", code: "move_failed", message, isTrouble: true });
  }
  return moved;
}

async function moveFile(source: string, target: string, say: Say): Promise<boolean> {
  await mkdir(dirname(target), { recursive: true });
  const [mine, there] = await Promise.all([stat(source), stat(target).catch(() => undefined)]);
  if (there && there.size === mine.size && Math.abs(there.mtimeMs - mine.mtimeMs) <= 2000) {
    const message = `${source} is in ${dirname(target)} already; it stays where it is.`;
    say({ type: "notice", code: "not_moved", message, isTrouble: false });
    return false;
  }
  if (there) await rename(target, await freeName(target));
  await rename(source, target);
  return true;
}

/** `X.mp4` → `X.mp4.old-1`: no ending of a video, so that no later run takes it for a clip. */
async function freeName(target: string): Promise<string> {
  for (let number = 1; ; number += 1) {
    const name = `${target}.old-${number}`;
    if (!(await stat(name).catch(() => undefined))) return name;
  }
}

function reasonText({ clip, status, error, findings }: ClipOutcome): string {
  const errors = findings.filter(({ severity }) => severity === "error");
  return [
    `${clip} was ${status === "rejected" ? "rejected" : "not delivered"} at ${new Date().toISOString()}.`,
    error?.message ?? "No reason was given.",
    error?.hint ?? "",
    ...errors.map(({ rule, message }) => `${rule}: ${message}`),
    "",
  ].join("\n");
}

/** What lies in `_done` for a card, as if it still lay on the card: a late friend finds its clip there. */
export async function listMoved(
  { folder, key, doneFile }: CardPlace,
  isOwnFolder: (name: string) => boolean,
): Promise<readonly FoundFile[]> {
  const root = join(folder, DONE_FOLDER, key);
  const isOwn = key === "" ? { isOwnFolder } : {};
  const walked = await walkFolder({ root, doneFile, ...isOwn }).catch(() => undefined);
  return [...(walked?.files ?? [])].map(([relativePath, { sizeBytes, mtimeMs }]) => ({
    path: join(root, relativePath),
    relativePath,
    sizeBytes,
    mtimeMs,
  }));
}
