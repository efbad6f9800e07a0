import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import type { HashEntry, HashList } from "../../src/checksums/hash-list.ts";
import { listMissing } from "../../src/checksums/list-missing.ts";

const ROOT = resolve("/Volumes/DAY/A001");

const entryAt = (path: string, previousPath?: string): HashEntry =>
  Object.assign({ path, sizeBytes: undefined, hashes: [] }, previousPath !== undefined && { previousPath });

const listAt = (root: string, ...entries: (string | HashEntry)[]): HashList => ({
  path: join(root, "list.mhl"),
  format: "mhl",
  root,
  tool: undefined,
  entries: entries.map((entry) => (typeof entry === "string" ? entryAt(entry) : entry)),
  warnings: [],
});

const missing = (present: readonly string[], ...lists: readonly HashList[]) =>
  listMissing(lists, { root: ROOT, present: present.map((path) => join(ROOT, path)) });

test("what a list names and the card does not hold is missing, once", () => {
  const list = listAt(ROOT, "clips/a.mov", "clips/b.mov");
  expect(missing(["clips/a.mov"], list, listAt(ROOT, "clips/b.mov"))).toEqual([
    { relativePath: "clips/b.mov", list: list.path },
  ]);
});

test("of a list above the card only what lies in the card counts", () => {
  const list = listAt(resolve("/Volumes/DAY"), "A001/a.mov", "A001/sub/b.mov", "B001/c.mov", "A0012/d.mov");
  expect(missing(["a.mov"], list).map(({ relativePath }) => relativePath)).toEqual(["sub/b.mov"]);
});

test.each(["Clips/A.MOV", "clips\\a.mov", "clips/%61.mov", "clips/a.mov"])(
  "%s is there as clips/a.mov",
  (listed) => {
    expect(missing(["clips/a.mov"], listAt(ROOT, listed))).toEqual([]);
  },
);

test("another Unicode form of a name is the same name", () => {
  expect(missing(["\u00fc.mov".normalize("NFD")], listAt(ROOT, "\u00fc.mov"))).toEqual([]);
});

test("a path in back slashes is told as a path of the card", () => {
  const list = listAt(resolve("/Volumes/DAY"), "a001\\Clips\\b.mov");
  expect(missing([], list).map(({ relativePath }) => relativePath)).toEqual(["Clips/b.mov"]);
});

test("a file that a later generation has renamed is not missing", () => {
  const lists = [listAt(ROOT, "old.mov"), listAt(ROOT, entryAt("new.mov", "old.mov"))];
  expect(missing(["new.mov"], ...lists)).toEqual([]);
});
