// Where a clip's files are made: a folder of its own for what is half-made, which is gone whatever happens.
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { FoundClip } from "../../domain/clip.ts";
import { cardFolder, workFolderOf, workName } from "../../ledger/places.ts";
import type { MakeContext } from "../delivery.ts";
import { asSpaceError } from "./work-space.ts";

/** What records and folders know the clip by. */
export function placeOfClip({ name, card }: FoundClip): {
  readonly name: string;
  readonly cardFolder: string;
} {
  return { name, cardFolder: cardFolder(card) };
}

/** Where a finished file of this clip lies: never on a card, never shared with another card. */
export function workPath({ name, card }: FoundClip, ending: string, { own }: Pick<MakeContext, "own">) {
  const file = workName(name, ending);
  return { file, path: join(workFolderOf(own, cardFolder(card)), file) };
}

/** Runs `work` in an empty folder. Throws what it throws; a full disk behind it becomes `insufficient_space`. */
export async function inPartFolder<Result>(
  clip: FoundClip,
  make: MakeContext,
  work: (folder: string) => Promise<Result>,
): Promise<Result> {
  make.check.signal.throwIfAborted();
  const { path: folder } = workPath(clip, "part", make);
  try {
    // What a killed run left there.
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true, mode: 0o700 });
    return await work(folder);
  } catch (error) {
    throw asSpaceError(error, folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
