// Where a file of a plan is on this machine, and whether it is still the one that was planned.
import { lstat, readdir } from "node:fs/promises";
import { join } from "node:path";
import type { Card, FoundFile } from "../domain/clip.ts";
import { OdailiesError } from "../domain/errors.ts";
import { identifySource, MTIME_TOLERANCE_MS } from "../ledger/source-identity.ts";
import type { PlacedFile, PlannedSource } from "../plan/plan-file.ts";

/** As it is there now; where it is not, as the plan has it. Machines may spell names in another Unicode form. */
export async function findPlanned({ path, bytes, mtime_ms }: PlacedFile, card: Card): Promise<FoundFile> {
  const relativePath = (await isThere(join(card.root, path))) ? path : await spellAsThere(path, card.root);
  const place = { path: join(card.root, relativePath), relativePath };
  const stats = await lstat(place.path).catch(() => undefined);
  return stats?.isFile()
    ? { ...place, sizeBytes: stats.size, mtimeMs: stats.mtimeMs }
    : { ...place, sizeBytes: bytes, mtimeMs: mtime_ms };
}

/** Throws `card_changed` where it is gone, or has another size, date, or content at its ends. */
export async function requirePlanned(planned: PlannedSource, card: Card): Promise<FoundFile> {
  const file = await findPlanned(planned, card);
  const { path, bytes, mtime_ms, quick_hash } = planned;
  const refuse = (what: string, cause?: unknown) =>
    new OdailiesError("card_changed", `${path} is not as it was planned: ${what}.`, {
      hint: "Write the plan again with odailies ingest --plan, and apply that one.",
      cause,
    });
  if (file.sizeBytes !== bytes) throw refuse(`it had ${bytes} bytes and has ${file.sizeBytes}`);
  if (Math.abs(file.mtimeMs - mtime_ms) > MTIME_TOLERANCE_MS)
    throw refuse(`it was written ${dayTime(mtime_ms)} then and ${dayTime(file.mtimeMs)} now`);
  const { quickHash } = await identifySource(file).catch((cause: unknown) => {
    throw refuse(`it cannot be read (${cause instanceof Error ? cause.message : String(cause)})`, cause);
  });
  if (quickHash !== quick_hash) throw refuse("its content is another");
  return file;
}

function dayTime(ms: number): string {
  return new Date(ms).toISOString();
}

async function isThere(path: string): Promise<boolean> {
  return (await lstat(path).catch(() => undefined)) !== undefined;
}

async function spellAsThere(path: string, root: string): Promise<string> {
  const spelled: string[] = [];
  for (const segment of path.split("/")) {
    const names = await readdir(join(root, spelled.join("/"))).catch(() => []);
    const same = names.find((name) => name.normalize("NFC") === segment.normalize("NFC"));
    if (same === undefined) return path;
    spelled.push(same);
  }
  return spelled.join("/");
}
