// Scans one file as if nothing else were in its folder: for a look at it alone.
import { stat } from "node:fs/promises";
import { basename, dirname, resolve } from "node:path";
import type { Scan } from "../domain/scan.ts";
import { mapCard } from "./map-card.ts";
import type { ScanOptions } from "./scan-options.ts";

/** Undefined for what is no file. Its folder's name counts as on a card; what lies beside it does not. */
export async function scanFile(path: string, options: Pick<ScanOptions, "as">): Promise<Scan | undefined> {
  const file = resolve(path);
  const stats = await stat(file).catch(() => undefined);
  if (!stats?.isFile()) return undefined;
  const root = dirname(file);
  const found = { path: file, relativePath: basename(file), sizeBytes: stats.size, mtimeMs: stats.mtimeMs };
  return mapCard({ root, name: basename(root) || root }, [found], options);
}
