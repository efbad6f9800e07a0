import { describe, expect, test } from "vitest";
import { chooseWork, judgeFiles } from "../../src/watch/choose-work.ts";
import { takeWork } from "../../src/watch/note-outcomes.ts";
import { createWatchedCard, noteLook } from "../../src/watch/watched-card.ts";

const SETTLE_MS = 1000;
const LOOK = { sizeBytes: 100, mtimeMs: 5, ctimeMs: 5, birthtimeMs: 5, device: 1, inode: 7 };

/** A card whose one clip was first seen at 0. */
function cardOf(path = "A001C001.mp4", look = LOOK) {
  const watched = createWatchedCard({ root: "/hot/A001", name: "A001" }, "A001", 0);
  noteLook(watched, path, look, 0);
  const file = watched.files.get(path)!;
  const at = (nowMs: number) => {
    const patience = { nowMs, wallMs: 10, patienceMs: 500_000 };
    const request = {
      settleMs: SETTLE_MS,
      patience,
      doneFile: undefined,
      as: "auto" as const,
      movedFiles: [],
    };
    const isTime = judgeFiles(watched, request);
    const work = chooseWork(watched, request);
    return { isTime, work, proves: work.toProve.length, due: work.due.size };
  };
  return { watched, file, at };
}

test("chapters of one recording wait for each other, and for no other's", () => {
  const { watched, at } = cardOf("GX010001.MP4");
  noteLook(watched, "GX010002.MP4", LOOK, 0);
  noteLook(watched, "GX020001.MP4", LOOK, 900);
  for (const file of watched.files.values()) file.proof = { state: "whole" };
  const namesAt = (nowMs: number) => [...at(nowMs).work.due].map(({ name }) => name);
  expect(namesAt(1000)).toEqual(["GX010002"]);
  expect(watched.files.get("GX010001.MP4")!.wait).toMatchObject({
    kind: "with-others",
    reason: "It may be one recording with GX020001, which is not there whole yet.",
  });
  expect(namesAt(1900)).toEqual(["GX010001", "GX010002", "GX020001"]);
});

describe("a clip that is left alone", () => {
  test("is looked into after half the time, and taken after all of it", () => {
    const { file, at } = cardOf();
    expect(at(499)).toMatchObject({ isTime: false, proves: 0, due: 0 });
    expect(at(500)).toMatchObject({ isTime: true, proves: 1, due: 0 });
    file.proof = { state: "whole" };
    expect(at(999)).toMatchObject({ isTime: false, proves: 0, due: 0 });
    expect(at(1000)).toMatchObject({ isTime: true, proves: 0, due: 1 });
  });

  test("is looked into once more when it has settled, where it was not whole before", () => {
    const { file, at } = cardOf();
    at(500);
    file.proof = { state: "fault", reason: "It has no duration yet.", atMs: 600 };
    expect(at(999).proves).toBe(0);
    expect(at(1000).proves).toBe(1);
    file.proof = { state: "fault", reason: "It has no duration yet.", atMs: 1001 };
    expect(at(5000).proves).toBe(0);
    expect(at(31_001).proves).toBe(1);
  });

  test.each([
    ["changes", { sizeBytes: 200 }],
    ["is another file under its name", { inode: 8 }],
  ])("counts for nothing what was found in it before it %s", (_, change) => {
    const { watched, file, at } = cardOf();
    file.proof = { state: "whole" };
    noteLook(watched, "A001C001.mp4", { ...LOOK, ...change }, 900);
    expect(at(1000)).toMatchObject({ proves: 0, due: 0 });
    expect(at(1900)).toMatchObject({ proves: 1, due: 0 });
  });

  test("is not looked into while it is empty", () => {
    const { at } = cardOf("A001C001.mp4", { ...LOOK, sizeBytes: 0 });
    expect(at(900)).toMatchObject({ isTime: false, proves: 0 });
  });
});

test("what probing said goes with the run and is not kept", () => {
  const { file, at, watched } = cardOf();
  const probed = { problem: { code: "no_video", message: "The file holds no picture." } } as const;
  file.proof = { state: "whole", probed };
  expect([...takeWork(watched, at(1000).work)]).toEqual([["A001C001.mp4", probed]]);
  expect(file.proof).toEqual({ state: "whole" });
});
