// Scans a card: one walk over its names and sizes, then clips, clashes and what was left out.
import { basename, resolve } from "node:path";
import type { Card } from "../domain/clip.ts";
import type { Scan } from "../domain/scan.ts";
import { findRoot, isSameRoot, removed, toRootError } from "./card-root.ts";
import { mapCard } from "./map-card.ts";
import type { ScanOptions } from "./scan-options.ts";
import { walkCard } from "./walk-card.ts";

/**
 * Finds the clips of one folder; no file on it is opened, nothing is changed. An empty folder is a scan without clips.
 * All lists are sorted by relative path. Throws `card_not_found` (no such folder, not a folder, not readable) and
 * `card_removed` (gone during the walk).
 */
export async function scanCard(folder: string, options: ScanOptions): Promise<Scan> {
  const root = resolve(folder);
  const card: Card = { root, name: basename(root) || root };
  const identity = await findRoot(card);
  const walked = await walkCard(root, options).catch((error: unknown) => {
    throw toRootError(card, error);
  });
  options.signal?.throwIfAborted();
  if (!(await isSameRoot(card, identity))) throw removed(card);
  const scan = mapCard(card, walked.files, options);
  const leftOut = [...scan.leftOut, ...walked.leftOut].sort((a, b) =>
    a.relativePath < b.relativePath ? -1 : Number(a.relativePath > b.relativePath),
  );
  return { ...scan, leftOut };
}
