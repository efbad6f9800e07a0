import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { cardFolder, removeEmpty, sweepWork, workFolderOf } from "../../src/ledger/places.ts";
import { tempFolder } from "../support/temp-folder.ts";

const card = { root: "/Volumes/A001", name: "A001" };

test("what is half-made or wanted by nobody goes, what waits to be sent stays", async () => {
  const folder = join(await tempFolder(), "A001");
  await mkdir(join(folder, "A001C003.part"), { recursive: true });
  for (const name of ["A001C001.graded.mp4", "A001C002.graded.mp4", "A001C003.part/graded.mp4"]) {
    await writeFile(join(folder, name), "x");
  }
  await sweepWork(folder, new Set(["A001C001.graded.mp4"]));
  expect(await readdir(folder)).toEqual(["A001C001.graded.mp4"]);
  await removeEmpty(folder);
  expect(await readdir(folder)).toHaveLength(1);
  await sweepWork(join(folder, "not there"), new Set());
});

test("cards and state folders that know nothing of each other share no work folder", () => {
  const own = { workFolder: "/work", stateFolder: "/state" };
  const folders = [
    workFolderOf(own, cardFolder(card)),
    workFolderOf(own, cardFolder({ ...card, root: "/Volumes/RAID/A001" })),
    workFolderOf({ ...own, stateFolder: "/other" }, cardFolder(card)),
  ];
  expect(new Set(folders).size).toBe(3);
  expect(workFolderOf(own, cardFolder(card))).toBe(folders[0]);
});
