// Where a clip's files are made: a folder of its own for what is half-made, which is gone whatever happens.
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { FoundClip } from "../../domain/clip.ts";
import type { RunContext } from "../run-context.ts";
import { workName } from "../../ledger/state-names.ts";
import { asSpaceError } from "./work-space.ts";

/** Runs `work` in an empty folder. Throws what it throws; a full disk behind it becomes `insufficient_space`. */
export async function inPartFolder<Result>(
  clip: FoundClip,
  context: RunContext,
  work: (folder: string) => Promise<Result>,
): Promise<Result> {
  context.signal.throwIfAborted();
  const folder = join(context.workFolderOf(clip), workName(clip.name, "part"));
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
