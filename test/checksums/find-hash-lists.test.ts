import { mkdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { findHashLists } from "../../src/checksums/find-hash-lists.ts";
import { tempFolder } from "../support/temp-folder.ts";

async function tree(paths: readonly string[]): Promise<string> {
  const root = join(await tempFolder(), "card");
  await mkdir(root);
  for (const path of paths) {
    await mkdir(join(root, path, ".."), { recursive: true });
    await writeFile(join(root, path), "");
  }
  return root;
}

test("lists beside and above the files, of both kinds, are found", async () => {
  const lists = [
    "A001.MHL",
    "Clips/deep/a.mhl",
    "Clips/ascmhl/0001.mhl",
    "ascmhl/0001.mhl",
    "ascmhl/0002.mhl",
  ];
  const root = await tree([...lists, "Clips/deep/clip.mov", "ascmhl/ascmhl_chain.xml", "Other/b.mhl"]);
  const files = [{ relativePath: "Clips/deep/clip.mov" }, { relativePath: "Clips/clip.mov" }];
  expect(await findHashLists(root, files)).toEqual(lists.map((list) => join(root, list)).toSorted());
});

test("lists in the two folders above the card are found, and no further", async () => {
  const top = await tempFolder();
  const root = join(top, "show/DAY/A001");
  const lists = ["show/list.mhl", "show/DAY/list.mhl", "show/DAY/ASCMHL/0001.mhl"];
  for (const path of [...lists, "too-far.mhl", "show/B001/other.mhl", "show/DAY/A001/clip.mov"]) {
    await mkdir(join(top, path, ".."), { recursive: true });
    await writeFile(join(top, path), "");
  }
  const found = await findHashLists(root, [{ relativePath: "clip.mov" }]);
  expect(found).toEqual(lists.map((list) => join(top, list)).toSorted());
});

test("a history that is a link is not followed", async () => {
  const root = await tree(["clip.mov", "Elsewhere/0001.mhl"]);
  await symlink(join(root, "Elsewhere"), join(root, "ascmhl"));
  expect(await findHashLists(root, [{ relativePath: "clip.mov" }])).toEqual([]);
});

test("links, folders and the companion files of macOS are no lists", async () => {
  const root = await tree(["._A001.mhl", "folder.mhl/x", "Elsewhere/real.mhl"]);
  await symlink(join(root, "Elsewhere/real.mhl"), join(root, "link.mhl"));
  expect(await findHashLists(root, [{ relativePath: "clip.mov" }])).toEqual([]);
});
