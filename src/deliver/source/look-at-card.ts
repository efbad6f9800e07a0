// Is a card there, and is it the one that was scanned? Told by its files: a path and a mount are used again by the next.
import { lstat, readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Card, FoundFile } from "../../domain/clip.ts";
import type { Scan } from "../../domain/scan.ts";
import { MTIME_TOLERANCE_MS } from "../../ledger/source-identity.ts";

/** `gone`: nothing is there, or an empty mount point · `other`: another card is there under the same path. */
export type Presence = "here" | "gone" | "other";

/** What a card is known by. */
export interface CardIdentity {
  readonly card: Card;
  /** Device and inode of its root, while it was scanned. */
  readonly root: string;
  readonly files: readonly FoundFile[];
  /** When it was scanned; wall clock. */
  readonly seenMs: number;
}

/** So many files tell a card, evenly spread over it; thousands would take a while on a slow share. */
const TELLING_FILES = 64;
/** After a remount, drivers may read a card's local time as that of another zone; all zones are quarters of an hour. */
const ZONE_STEP_MS = 15 * 60_000;
/** A file whose time lies so little before the scan may have been under way then. */
const RECENT_MS = 60_000;

export async function identifyCard({ card, clips }: Scan): Promise<CardIdentity> {
  const all = clips.flatMap(({ graded, log, thumbnail }) => [graded, log, thumbnail]);
  const files = all.filter((file) => file !== undefined);
  const step = Math.max(1, files.length / TELLING_FILES);
  const telling = Array.from({ length: Math.min(files.length, TELLING_FILES) }, (_, index) =>
    files.at(Math.floor(index * step)),
  );
  return {
    card,
    root: (await rootOf(card)) ?? "",
    files: telling.filter((file) => file !== undefined),
    seenMs: Date.now(),
  };
}

/** Most of its files must be there as they were. A single file that changed or went is no other card. */
export async function lookAtCard({ card, root, files, seenMs }: CardIdentity): Promise<Presence> {
  const now = await rootOf(card);
  const names = await readdir(card.root).catch(() => []);
  if (now === undefined || names.length === 0) return "gone";
  const looks = await Promise.all(files.map((file) => isSame(file, seenMs)));
  const same = looks.filter(Boolean).length;
  if (2 * same > files.length || (now === root && files.length - same <= 1)) return "here";
  return "other";
}

async function rootOf({ root }: Card): Promise<string | undefined> {
  const stats = await stat(join(root, ".")).catch(() => undefined);
  return stats?.isDirectory() ? `${stats.dev}:${stats.ino}` : undefined;
}

/** As it was, or written since: then it is a copy that is still going on. */
async function isSame({ path, sizeBytes, mtimeMs }: FoundFile, seenMs: number): Promise<boolean> {
  const stats = await lstat(path).catch(() => undefined);
  if (!stats) return false;
  if (stats.mtimeMs >= seenMs - RECENT_MS && stats.size >= sizeBytes) return true;
  const apartMs = Math.abs(stats.mtimeMs - mtimeMs) % ZONE_STEP_MS;
  return stats.size === sizeBytes && Math.min(apartMs, ZONE_STEP_MS - apartMs) <= MTIME_TOLERANCE_MS;
}
