// Which cards the journal of a destination speaks of, and which clips of each.
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { Role } from "../domain/clip.ts";

export interface JournalCard {
  /** The name of the folder that was ingested. */
  readonly name: string;
  /** As `cardFolder` names it. */
  readonly folder: string;
  /** What of each clip was begun to be made or sent, in the order in which it was. */
  readonly clips: ReadonlyMap<string, ReadonlySet<Role>>;
}

const lineSchema = z.object({ clip: z.string(), role: z.enum(["graded", "log", "thumbnail"]) });

export async function listJournalCards(
  stateFolder: string,
  destinationId: string,
): Promise<readonly JournalCard[]> {
  const root = join(stateFolder, "journal", destinationId);
  const folders = (await readdir(root).catch(() => [])).toSorted();
  return Promise.all(folders.map((folder) => readCard(root, folder)));
}

async function readCard(root: string, folder: string): Promise<JournalCard> {
  const files = (await readdir(join(root, folder)).catch(() => [])).filter((file) => file.endsWith(".jsonl"));
  const texts = await Promise.all(files.toSorted().map((file) => readFile(join(root, folder, file), "utf8")));
  const clips = new Map<string, Set<Role>>();
  for (const line of texts.flatMap((text) => text.split("\n"))) {
    const begun = readBegun(line);
    if (begun) clips.set(begun.clip, (clips.get(begun.clip) ?? new Set()).add(begun.role));
  }
  return { name: folder.replace(/-[0-9a-f]{8}$/, ""), folder, clips };
}

/** Undefined for a line that was cut off, that speaks of metadata, or of a sheet that was sent as it is. */
function readBegun(line: string): { readonly clip: string; readonly role: Role } | undefined {
  try {
    const { success, data } = lineSchema.safeParse(JSON.parse(line));
    return success ? data : undefined;
  } catch {
    return undefined;
  }
}
