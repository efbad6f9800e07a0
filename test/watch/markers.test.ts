import { describe, expect, test } from "vitest";
import { isFolderLeftAlone, readMarkers, sortName } from "../../src/watch/markers.ts";
import type { Seen } from "../../src/watch/settle.ts";

const PATIENCE = { nowMs: 1000, wallMs: 1000, patienceMs: 10_000 };

function seenAt(sinceMs: number, firstMs = sinceMs, birthtimeMs = 0): Seen {
  const look = { sizeBytes: 1, mtimeMs: sinceMs, ctimeMs: sinceMs, birthtimeMs, device: 1, inode: 1 };
  return { look, firstMs, sinceMs };
}

function wordOf(
  markers: Record<string, Seen>,
  { doneFile, nowMs = 1000 }: { doneFile?: string; nowMs?: number } = {},
) {
  const patience = { ...PATIENCE, nowMs, wallMs: nowMs };
  return readMarkers({ markers: new Map(Object.entries(markers)), firstMs: 0, doneFile, patience });
}

describe("sortName", () => {
  test.each([
    ["A001.mov", "file"],
    ["A001.mov.part", "marker"],
    ["A001.mov.copy_in_progress", "marker"],
    ["A001.MOV.CRDOWNLOAD", "marker"],
    [".A001.mov.Xy12Za", "marker"],
    [".ocopy-checkpoint", "marker"],
    ["A001.mhl", "marker"],
    ["READY", "marker"],
    ["._A001.mov", "nothing"],
    [".DS_Store", "nothing"],
    [".smbdeleteAAA01", "nothing"],
    ["~lock.csv", "nothing"],
    ["party.mov", "file"],
  ])("%s is a %s", (name, kind) => {
    expect(sortName(name, false, "READY")).toBe(kind);
  });

  test("in a folder of hash lists only the lists count", () => {
    expect(sortName("0001_A001.mhl", true, undefined)).toBe("marker");
    expect(sortName("ascmhl_chain.xml", true, undefined)).toBe("nothing");
  });
});

test.each([".rsync-partial", "@eaDir", "#recycle", "_done", "_failed", ".Trashes"])(
  "%s is left alone",
  (name) => {
    expect(isFolderLeftAlone(name)).toBe(true);
  },
);

describe("what copiers say", () => {
  test.each([
    ["a/A001.mov.part", "a/A001.mov", true],
    ["a/.A001.mov.Xy12Za", "a/A001.mov", true],
    ["a/.A001.mov.part", "a/A001.mov", true],
    ["a/A001.mov.part", "b/A001.mov", false],
    ["a/A001.mov.part", "a/A002.mov", false],
    [".ocopy-checkpoint", "a/b/A001.mov", true],
    ["a/.ocopy-checkpoint", "a/A001.mov", true],
    ["b/.ocopy-checkpoint", "a/A001.mov", false],
  ])("%s holds %s: %s", (marker, path, isHeld) => {
    const reason = wordOf({ [marker]: seenAt(500) }).hold(path, seenAt(900));
    expect(reason !== undefined).toBe(isHeld);
    if (isHeld) expect(reason).toContain(marker.split("/").at(-1));
  });

  test("a marker that a broken copy left behind holds nothing for ever", () => {
    const part = { "A001.mov.part": seenAt(500) };
    expect(wordOf(part, { nowMs: 10_000 }).hold("A001.mov", seenAt(900))).toBeDefined();
    expect(wordOf(part, { nowMs: 11_000 }).hold("A001.mov", seenAt(900))).toBeUndefined();
    const checkpoint = { ".ocopy-checkpoint": seenAt(500) };
    expect(wordOf(checkpoint, { nowMs: 50_000 }).hold("A001.mov", seenAt(900))).toBeDefined();
    expect(wordOf(checkpoint, { nowMs: 61_000 }).hold("A001.mov", seenAt(900))).toBeUndefined();
  });

  test("a named done-file holds everything until it is there, in the folder or above it", () => {
    const doneFile = "READY";
    expect(wordOf({}, { doneFile }).hold("a/b/A001.mov", seenAt(900))).toBe("READY is not there yet.");
    expect(
      wordOf({ "a/READY": seenAt(950) }, { doneFile }).hold("a/b/A001.mov", seenAt(900)),
    ).toBeUndefined();
    expect(wordOf({ "c/READY": seenAt(950) }, { doneFile }).hold("a/b/A001.mov", seenAt(900))).toBeDefined();
    expect(wordOf({ "a/READY": seenAt(950) }, { doneFile }).finishedMs("a/b/A001.mov")).toBe(950);
  });

  test("a hash list that is written while we watch says that what lies there is complete", () => {
    const lists = { "a/ascmhl/0002_a.mhl": seenAt(700), "b/b.mhl": seenAt(800) };
    const word = wordOf(lists);
    expect(word.finishedMs("a/A001.mov")).toBe(700);
    expect(word.finishedMs("b/c/A001.mov")).toBe(800);
    expect(word.finishedMs("c/A001.mov")).toBeUndefined();
  });

  test.each([
    ["a/ASCMHL/0001_a.mhl", "a/A001.mov", 700],
    ["ascmhl/0001_a.mhl", "a/A001.mov", 700],
    ["a/old_ascmhl/0001_a.mhl", "a/A001.mov", undefined],
  ])("the hash list %s says of %s that it was complete at %s", (list, path, ms) => {
    expect(wordOf({ [list]: seenAt(700) }).finishedMs(path)).toBe(ms);
  });

  test("a hash list that was there before says nothing: it may be a part of the copy", () => {
    expect(wordOf({ "a/a.mhl": seenAt(0) }).finishedMs("a/A001.mov")).toBeUndefined();
  });

  test("a file that the Finder is copying was born in 1984", () => {
    const busy = seenAt(900, 900, Date.UTC(1984, 0, 24, 8));
    expect(wordOf({}).hold("A001.mov", busy)).toBe("The Finder is still copying it.");
  });
});
