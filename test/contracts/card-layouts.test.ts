import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { growTree } from "../../src/cards/card-tree.ts";
import { CARD_LAYOUTS } from "../../src/cards/card-layouts.ts";
import { CAMERAS } from "../../src/cards/cameras/index.ts";
import { placeFolders } from "../../src/cards/place-folders.ts";
import { scanCard } from "../../src/cards/scan-card.ts";
import { CLIP_NAME_GRAMMARS } from "../../src/domain/clip-name.ts";
import type { Scan } from "../../src/domain/scan.ts";
import { mapFiles } from "../../src/plan/map-files.ts";
import { createWatchedFolder } from "../../src/watch/watched-folder.ts";
import { anyCardPaths } from "../support/cards-arbitrary.ts";
import {
  accountedPaths,
  CARD_TREES,
  mapPaths,
  readPathList,
  summariseScan,
  writeTree,
} from "../support/cards-tree.ts";
import { tempFolder } from "../support/temp-folder.ts";

/** All folders that hold any of these files, at any depth; empty for the root. */
function foldersOf(paths: readonly string[]): readonly string[] {
  const folders = new Set([""]);
  for (const path of paths)
    for (let at = path.lastIndexOf("/"); at > 0; at = path.lastIndexOf("/", at - 1))
      folders.add(path.slice(0, at));
  return [...folders];
}

/** Every file that is delivered, with the clip that it is delivered as; of a clash, the files. */
function listDelivered({ clips, clashes }: Scan, below: string): readonly string[] {
  return [
    ...clips.flatMap(({ name, graded, log }) =>
      [graded, log].flatMap((file) => (file ? `${name}: ${below}${file.relativePath}` : [])),
    ),
    ...clashes.flatMap(({ files }) => files.map(({ relativePath }) => `clash: ${below}${relativePath}`)),
  ];
}

async function seenByScan(folder: string): Promise<readonly string[]> {
  return listDelivered(await scanCard(folder, { as: "auto" }), "").toSorted();
}

async function seenByWatcher(root: string): Promise<readonly string[]> {
  const watched = createWatchedFolder({
    root,
    timing: { settleMs: 1000, pollMs: 1, rescanMs: 1 },
    looking: { poll: true, doneFile: undefined, listMounts: () => Promise.resolve("") },
    say: () => undefined,
  });
  try {
    await watched.look(performance.now());
    return [...watched.cards.values()]
      .flatMap(({ card, key, files }) => {
        const found = [...files].map(([relativePath, { seen }]) => ({
          path: join(card.root, relativePath),
          relativePath,
          sizeBytes: seen.look.sizeBytes,
          mtimeMs: seen.look.mtimeMs,
        }));
        return listDelivered(mapFiles(card, found, "auto"), key === "" ? "" : `${key}/`);
      })
      .toSorted();
  } finally {
    await watched.close();
  }
}

describe.each(CARD_LAYOUTS.map((layout) => ({ id: layout.id, layout })))(
  "card layout $id",
  ({ id, layout }) => {
    const fixture = join(CARD_TREES, id);
    const readFixture = () => readPathList(join(fixture, "paths.txt"));

    test("its fixture is recognised as this layout", async () => {
      const tree = growTree("Day012", await readFixture());
      const placements = [...placeFolders(tree).values()];
      expect(placements.map((placement) => placement.layout.id)).toContain(id);
    });

    test("every file of its fixture ends where it should", async () => {
      const expected: unknown = JSON.parse(await readFile(join(fixture, "expected.json"), "utf8"));
      const scan = mapPaths(await readFixture());
      expect(JSON.parse(JSON.stringify(summariseScan(scan)))).toEqual(expected);
    });

    test("every file of its fixture is accounted for once, with and without camera proxies", async () => {
      const files = await readFixture();
      const paths = files.map(({ relativePath }) => relativePath).sort();
      expect(accountedPaths(mapPaths(files))).toEqual(paths);
      expect(accountedPaths(mapPaths(files, { cameraProxies: true }))).toEqual(paths);
    });

    test("real files give what the list gave", async () => {
      const files = await readFixture();
      const folder = await tempFolder();
      await writeTree(
        folder,
        files.map(({ relativePath }) => relativePath),
      );
      const walked = summariseScan(await scanCard(folder, { as: "auto" }));
      const { clips, clashes, sheets } = summariseScan(mapPaths(files));
      expect({ clips: walked.clips, clashes: walked.clashes, sheets: walked.sheets }).toEqual({
        clips,
        clashes,
        sheets,
      });
    });

    test("a watcher sees in every folder of its fixture what a scan sees there", async () => {
      const files = (await readFixture()).map(({ relativePath }) => relativePath);
      const card = join(await tempFolder(), "Day012");
      await writeTree(card, files);
      for (const folder of foldersOf(files)) {
        const hot = join(card, folder);
        expect([folder, await seenByWatcher(hot)]).toEqual([folder, await seenByScan(hot)]);
      }
    });

    test("it judges any folder and any file without throwing, and twice alike", () => {
      fc.assert(
        fc.property(anyCardPaths, (paths) => {
          const tree = growTree(
            "Day012",
            paths.map((relativePath) => ({ relativePath, sizeBytes: 0 })),
          );
          for (const file of tree.files) {
            expect(layout.recognise(file.folder)).toBe(layout.recognise(file.folder));
            expect(layout.classify?.(file, file.folder)).toEqual(layout.classify?.(file, file.folder));
          }
        }),
      );
    });
  },
);

describe("the list of cameras", () => {
  test("names every grammar of clip names once", () => {
    const named = CAMERAS.flatMap(({ clipNames = [] }) => clipNames);
    expect(named.toSorted()).toEqual(CLIP_NAME_GRAMMARS.toSorted());
  });

  test("names every undecodable extension once", () => {
    const originals = CAMERAS.flatMap(({ originals = {} }) => Object.keys(originals));
    expect(new Set(originals).size).toBe(originals.length);
    for (const extension of originals) expect(extension).toMatch(/^[a-z0-9]+$/);
  });
});

describe("the list of card layouts", () => {
  test("has ids in kebab-case, each once", () => {
    const ids = CARD_LAYOUTS.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
  });

  test("has an entry for every fixture folder", async () => {
    expect((await readdir(CARD_TREES)).sort()).toEqual(CARD_LAYOUTS.map(({ id }) => id).sort());
  });

  test("ends with the one that takes any card", () => {
    expect(CARD_LAYOUTS.at(-1)?.id).toBe("flat");
  });
});
