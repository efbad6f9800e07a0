// Cards for tests: from path lists, as data or as real files.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { mapCard } from "../../src/cards/map-card.ts";
import type { ScanOptions } from "../../src/cards/scan-options.ts";
import type { Card, FoundFile } from "../../src/domain/clip.ts";
import type { Scan } from "../../src/domain/scan.ts";

export interface ListedFile {
  readonly relativePath: string;
  readonly sizeBytes: number;
}

export const CARD_TREES = join(import.meta.dirname, "../../fixtures/card-trees");

/** One path per line, with its size in bytes behind a tab; `#` starts a remark. */
export async function readPathList(file: string): Promise<ListedFile[]> {
  const text = await readFile(file, "utf8");
  return text
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => {
      const [relativePath = "", size = "0"] = line.split("\t");
      return { relativePath, sizeBytes: Number(size) };
    });
}

export function cardNamed(name: string): Card {
  return { root: `/Volumes/${name}`, name };
}

export function mapPaths(
  paths: readonly (string | ListedFile)[],
  options: Partial<ScanOptions> = {},
  card: Card = cardNamed("Day012"),
): Scan {
  const files = paths.map((path): FoundFile => {
    const listed = typeof path === "string" ? { relativePath: path, sizeBytes: 1 } : path;
    return { path: `${card.root}/${listed.relativePath}`, mtimeMs: 0, ...listed };
  });
  return mapCard(card, files, { as: "auto", ...options });
}

/** Real files of those names, all empty. */
export async function writeTree(root: string, relativePaths: readonly string[]): Promise<void> {
  for (const relativePath of relativePaths) {
    await mkdir(dirname(join(root, relativePath)), { recursive: true });
    await writeFile(join(root, relativePath), "");
  }
}

/** A scan in the words of the fixtures' `expected.json`: relative paths only. */
export function summariseScan({ clips, clashes, leftOut, sheets }: Scan) {
  const pathOf = (file: FoundFile) => file.relativePath;
  const reasons = [...new Set(leftOut.map(({ reason }) => reason))].sort();
  return {
    clips: clips.map(({ name, layout, roll, camera, date, graded, log, thumbnail, sidecars }) => ({
      name,
      layout,
      roll,
      camera,
      date,
      graded: graded && pathOf(graded),
      log: log && pathOf(log),
      thumbnail: thumbnail && pathOf(thumbnail),
      sidecars: sidecars.map(pathOf),
    })),
    clashes: clashes.map(({ name, kind, files }) => ({ name, kind, files: files.map(pathOf) })),
    leftOut: Object.fromEntries(
      reasons.map((reason) => [
        reason,
        leftOut
          .filter((file) => file.reason === reason)
          .map(({ relativePath, needs }) =>
            needs === undefined ? relativePath : `${relativePath} (${needs})`,
          ),
      ]),
    ),
    sheets: sheets.map(pathOf),
  };
}

/** Every path that a scan accounts for, once for each place that it stands in. */
export function accountedPaths({ clips, clashes, leftOut, sheets }: Scan): string[] {
  const members = clips.flatMap(({ graded, log, thumbnail, sidecars }) =>
    [graded, log, thumbnail, ...sidecars].filter((file) => file !== undefined),
  );
  return [...members, ...clashes.flatMap(({ files }) => files), ...leftOut, ...sheets]
    .map(({ relativePath }) => relativePath)
    .sort();
}
