// What a run costs that has nothing to do: 2,000 clips that are up, against a bare walk of their folder.
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { makeMiddleCard, makeShelf } from "../support/middle-run.ts";

const CLIPS = 2000;

async function walk(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  await Promise.all(files.map(({ parentPath, name }) => stat(join(parentPath, name))));
  return files.length;
}

async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const startedMs = performance.now();
  await work();
  return (performance.now() - startedMs) / 1000;
}

test("a run with nothing to do lists the project once", { timeout: 1_200_000 }, async () => {
  const card = await makeMiddleCard();
  for (let i = 1; i <= CLIPS; i += 1)
    await card.place(`_graded/A001C${String(i).padStart(4, "0")}_260422_R1AA.mp4`);
  const shelf = makeShelf("a");
  const first = await secondsOf(() => card.run([shelf]));
  expect(shelf.files.size).toBe(CLIPS);
  const { open, list, send } = { ...shelf.calls };
  const walked = await secondsOf(() => walk(card.root));
  const times: number[] = [];
  for (let round = 0; round < 3; round += 1) {
    times.push(
      await secondsOf(async () => {
        expect((await card.run([shelf])).result).toMatchObject({ exitCode: 0, counts: { skipped: CLIPS } });
      }),
    );
  }
  const idle = Math.min(...times);
  console.table({
    "first run, s": first,
    "run with nothing to do, s": idle,
    "against a bare walk": idle / walked,
    "resident memory, MB": process.memoryUsage().rss / 1e6,
  });
  expect({ ...shelf.calls }).toMatchObject({ open: open + 3, list, send });
});
