import { mkdir, readdir, rename } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { makeParts } from "../support/media-parts.ts";
import { startWatch } from "../support/watch-session.ts";
import { tempFolder } from "../support/temp-folder.ts";

test("chapters that are there go up as one clip and are put aside as one; a late one is a clip of its own", async () => {
  const [home, folder, stateFolder] = [await tempFolder(), await tempFolder(), await tempFolder()];
  const names = ["GH010123.MP4", "GH020123.MP4", "GH030123.MP4"];
  await makeParts(home, { names, frames: [10, 10, 10], timecode: "10:00:00:00" });
  const card = join(folder, "GOPRO1");
  await mkdir(card);
  const put = (name: string) => rename(join(home, name), join(card, name));
  for (const name of names.slice(0, 2)) await put(name);

  const first = await startWatch(folder, { once: true, stateFolder, after: "move" });
  expect(await first.ended).toBe(0);
  expect(first.results.map(({ counts }) => counts.done)).toEqual([1]);
  expect([...first.server.files.keys()].filter((key) => key.startsWith("_graded"))).toEqual([
    "_graded/GH010123.mp4",
  ]);
  expect((await readdir(join(folder, "_done", "GOPRO1"))).toSorted()).toEqual(names.slice(0, 2));

  await put(names[2]!);
  const { server } = first;
  const second = await startWatch(folder, { once: true, stateFolder, after: "move", server });
  expect(await second.ended).toBe(0);
  expect(second.outcomes("GH030123")).toMatchObject([{ status: "done" }]);
  expect([...server.files.keys()].filter((key) => key.startsWith("_graded")).toSorted()).toEqual([
    "_graded/GH010123.mp4",
    "_graded/GH030123.mp4",
  ]);
});
