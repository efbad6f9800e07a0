// A file that an earlier run made of the same source with the same recipe, if it still lies there whole.
import { stat } from "node:fs/promises";
import { join } from "node:path";
import type { FoundClip, FoundFile, Role } from "../../domain/clip.ts";
import type { RunContext } from "../run-context.ts";
import type { JournalView } from "../../ledger/journal.ts";
import { isSameSource } from "../../ledger/source-identity.ts";

export interface FoundWorkFile {
  readonly record: NonNullable<ReturnType<JournalView["made"]>>;
  readonly path: string;
  readonly sizeBytes: number;
  readonly mtimeMs: number;
}

export async function findMade(
  clip: FoundClip,
  role: Role,
  source: FoundFile,
  context: RunContext,
): Promise<FoundWorkFile | undefined> {
  const record = context.journalOf(clip).made(clip.name, role);
  if (!record || record.recipe !== context.recipeOf(role, clip)) return undefined;
  if (!(await isSameSource(record.source, source))) return undefined;
  const path = join(context.workFolderOf(clip), record.file);
  const there = await stat(path).catch(() => undefined);
  return there?.size === record.bytes
    ? { record, path, sizeBytes: there.size, mtimeMs: there.mtimeMs }
    : undefined;
}
