// Which cards the journal of a destination speaks of, and which clips of each.
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";

export interface JournalCard {
  /** The name of the folder that was ingested. */
  readonly name: string;
  /** As `cardFolder` names it. */
  readonly folder: string;
  /** In the order in which they were first written of. */
  readonly clips: readonly string[];
}

const lineSchema = z.object({ clip: z.string(), role: z.string().optional() });

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
  const clips = new Set(texts.flatMap((text) => text.split("\n").map(readClip)));
  return {
    name: folder.replace(/-[0-9a-f]{8}$/, ""),
    folder,
    clips: [...clips].filter((clip) => clip !== undefined),
  };
}

/** Undefined for a line that was cut off, and for a sheet that was sent as it is. */
function readClip(line: string): string | undefined {
  try {
    const { clip, role } = lineSchema.parse(JSON.parse(line));
    return role === "ale" ? undefined : clip;
  } catch {
    return undefined;
  }
}
