import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import type { EventListeners } from "../../src/watch/folder-events.ts";
import type { WatchEvent } from "../../src/domain/watch-events.ts";
import { listTrouble } from "../../src/watch/list-trouble.ts";
import { hasOtherFolders } from "../../src/watch/watched-card.ts";
import { createWatchedFolder, type FolderLooking } from "../../src/watch/watched-folder.ts";
import { put } from "../support/watch-clips.ts";
import { pauseMs, until } from "../support/watch-session.ts";
import { tempFolder } from "../support/temp-folder.ts";

interface Watched extends Partial<FolderLooking> {
  readonly root?: string;
  readonly rescanMs?: number;
}

async function watched({ root: given, rescanMs = 60_000, ...looking }: Watched = {}) {
  const said: WatchEvent[] = [];
  const root = given ?? (await tempFolder());
  const folder = createWatchedFolder({
    root,
    timing: { settleMs: 500, pollMs: 200, rescanMs },
    looking: { poll: false, doneFile: undefined, listMounts: () => Promise.resolve(""), ...looking },
    say: (event) => said.push(event),
  });
  onTestFinished(() => folder.close());
  const look = () => folder.look(performance.now());
  const has = (key: string, path: string) => folder.cards.get(key)?.files.has(path) === true;
  const lookUntil = (holds: () => boolean) =>
    until(async () => {
      await look();
      return holds();
    });
  await look();
  return { root, said, folder, look, has, lookUntil };
}

test("a new subfolder is a card of its own; what belongs to the card around it is not", async () => {
  const { root, folder, has, lookUntil } = await watched();
  await put(join(root, "A001/_graded/a.mp4"), "x");
  await put(join(root, "_graded/b.mp4"), "x");
  await put(join(root, "PRIVATE/M4ROOT/CLIP/C0001.MP4"), "x");
  await put(join(root, "c.mp4"), "x");
  await lookUntil(() => has("A001", "_graded/a.mp4") && has("", "PRIVATE/M4ROOT/CLIP/C0001.MP4"));
  await lookUntil(() => has("", "c.mp4") && has("", "_graded/b.mp4"));
  expect([...folder.cards.keys()].toSorted()).toEqual(["", "A001"]);
});

test("hidden files, temporary ones and folders of the system are not even tracked", async () => {
  const { root, folder, has, lookUntil } = await watched();
  for (const path of [
    "._a.mp4",
    ".a.mp4.Xy12Za",
    "@eaDir/a.mp4",
    ".Trashes/a.mp4",
    "_done/a.mp4",
    "a.mp4.part",
  ]) {
    await put(join(root, "A001", path), "x");
  }
  await put(join(root, "A001/a.mp4"), "x");
  await lookUntil(() => has("A001", "a.mp4"));
  expect([...(folder.cards.get("A001")?.files.keys() ?? [])]).toEqual(["a.mp4"]);
});

test("what is deleted is forgotten, file by file and card by card", async () => {
  const { root, folder, has, lookUntil } = await watched();
  await put(join(root, "A001/a.mp4"), "x");
  await put(join(root, "A001/b.mp4"), "x");
  await lookUntil(() => has("A001", "b.mp4"));
  await rm(join(root, "A001/b.mp4"));
  await lookUntil(() => !has("A001", "b.mp4"));
  await rm(join(root, "A001"), { recursive: true });
  await lookUntil(() => !folder.cards.has("A001"));
  expect([...folder.cards.keys()]).toEqual([""]);
});

test("a clip whose file is taken away is in trouble no more, even where no walk has seen it go", async () => {
  const root = await tempFolder();
  await put(join(root, "a.mp4"), "x");
  const openEvents = () => ({ close: () => Promise.resolve() });
  const { folder, has, lookUntil } = await watched({ root, openEvents });
  await lookUntil(() => has("", "a.mp4"));
  folder.cards.get("")!.troubled.set("a", { end: "failed", files: ["a.mp4"] });
  await rm(join(root, "a.mp4"));
  await lookUntil(() => !has("", "a.mp4"));
  expect(listTrouble(folder)).toEqual([]);
});

test("a folder that is made again under its name is watched again", async () => {
  const { root, has, lookUntil } = await watched();
  await put(join(root, "A001/deep/a.mp4"), "x");
  await lookUntil(() => has("A001", "deep/a.mp4"));
  await rm(join(root, "A001/deep"), { recursive: true });
  await mkdir(join(root, "A001/deep"));
  await pauseMs(700);
  await lookUntil(() => !has("A001", "deep/a.mp4"));
  await writeFile(join(root, "A001/deep/b.mp4"), "x");
  await lookUntil(() => has("A001", "deep/b.mp4"));
  expect(has("A001", "deep/a.mp4")).toBe(false);
});

test("where events do not come, what a look finds makes it look again and again", async () => {
  const openEvents = () => ({ close: () => Promise.resolve() });
  const { root, said, folder, has, lookUntil } = await watched({ openEvents, rescanMs: 300 });
  expect(folder.by()).toBe("events");
  await put(join(root, "a.mp4"), "x");
  await lookUntil(() => has("", "a.mp4"));
  await lookUntil(() => folder.by() === "polling");
  expect(said.at(-1)).toMatchObject({ why: "A change was found that no event had told of." });
});

test("what happened before events could be had is found once they can", async () => {
  let ready: () => void = () => undefined;
  const openEvents = (_root: string, { onReady }: EventListeners) => {
    ready = onReady;
    return { close: () => Promise.resolve() };
  };
  const { root, folder, has, look, lookUntil } = await watched({ openEvents });
  await put(join(root, "A001/a.mp4"), "x");
  await look();
  expect(has("A001", "a.mp4")).toBe(false);
  ready();
  await lookUntil(() => has("A001", "a.mp4"));
  await put(join(root, "A001/b.mp4"), "x");
  ready();
  await lookUntil(() => has("A001", "b.mp4"));
  expect(folder.by()).toBe("events");
});

test.each([
  ["another inode", { inode: 2 }, true],
  ["its inode, but another birth", { birthtimeMs: 9 }, true],
  ["another name in it", { mtimeMs: 9 }, false],
])("a folder with %s is another one: %s %s", (_, change, isOther) => {
  const before = { inode: 1, birthtimeMs: 1, mtimeMs: 1 };
  const after = { ...before, ...change };
  expect(hasOtherFolders(new Map([["deep/", before]]), new Map([["deep/", after]]))).toBe(isOther);
});

test("where the system has no more events to give, it looks again and again", async () => {
  let lose: EventListeners["onLost"] = () => undefined;
  const openEvents = (_root: string, { onLost }: EventListeners) => {
    lose = onLost;
    return { close: () => Promise.resolve() };
  };
  const { root, said, folder, has, lookUntil } = await watched({ openEvents });
  lose("ENOSPC: System limit for number of file watchers reached");
  await until(() => folder.by() === "polling");
  await put(join(root, "A001/a.mp4"), "x");
  await lookUntil(() => has("A001", "a.mp4"));
  expect(said.at(-1)).toMatchObject({ by: "polling", why: expect.stringContaining("ENOSPC") });
});

test("a polled card that has been quiet for an hour is glanced at as often as any", async () => {
  const { root, folder, has, lookUntil } = await watched({ poll: true });
  await put(join(root, "A001/_graded/a.mp4"), "x");
  await lookUntil(() => has("A001", "_graded/a.mp4"));
  await pauseMs(300);
  await lookUntil(() => true);
  for (const card of folder.cards.values()) card.changedMs -= 3_600_000;
  await put(join(root, "A001/_graded/b.mp4"), "x");
  await lookUntil(() => has("A001", "_graded/b.mp4"));
  expect(folder.by()).toBe("polling");
});
