// Sheets that lie beside clips, from the one that counts least to the one that counts most: the newest.
import { basename, extname } from "node:path";
import type { FoundFile } from "../../domain/clip.ts";

/** Copies made in one go, and file systems that count in twos of seconds, make no sheet newer. */
const SAME_TIME_MS = 2000;

const natural = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

/** By time; what is of one time by name as people count, so that `_v2` comes before `_v10`, `Day` before `Day corrected`. */
export function orderSheets(files: readonly FoundFile[]): readonly FoundFile[] {
  const byTime = files.toSorted((a, b) => a.mtimeMs - b.mtimeMs);
  const times: FoundFile[][] = [];
  for (const file of byTime) {
    const last = times.at(-1);
    const before = last?.at(-1);
    if (last && before && file.mtimeMs - before.mtimeMs <= SAME_TIME_MS) last.push(file);
    else times.push([file]);
  }
  return times.flatMap((files) => files.toSorted((a, b) => compareNames(a.relativePath, b.relativePath)));
}

/** Without the extension: `Day012.csv` is shorter than `Day012 corrected.csv`, although a dot comes after a space. */
function compareNames(a: string, b: string): number {
  const stem = (path: string) => basename(path, extname(path));
  return natural.compare(stem(a), stem(b)) || natural.compare(a, b);
}
