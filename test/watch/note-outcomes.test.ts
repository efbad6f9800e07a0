import { expect, test } from "vitest";
import type { FoundClip } from "../../src/domain/clip.ts";
import type { ClipEnd, ClipOutcome } from "../../src/domain/outcome.ts";
import type { Work } from "../../src/watch/choose-work.ts";
import { noteOutcomes, takeWork } from "../../src/watch/note-outcomes.ts";
import type { CardRunEnd } from "../../src/watch/run-card.ts";
import { createWatchedCard, noteLook } from "../../src/watch/watched-card.ts";

const PATH = "A001C001.mp4";
const LOOK = { sizeBytes: 100, mtimeMs: 5, ctimeMs: 5, birthtimeMs: 5, device: 1, inode: 7 };
const CLOCK = { nowMs: 1000, againMs: 60_000 };

/** A card whose one clip was handed to a run. */
function taken() {
  const watched = createWatchedCard({ root: "/hot/A001", name: "A001" }, "A001", 0);
  noteLook(watched, PATH, LOOK, 0);
  const clip = { name: "A001C001" } as FoundClip;
  const work = {
    due: new Set([clip]),
    filesOf: new Map([[clip, [PATH]]]),
    settled: [],
    hasNewSheet: true,
  } as unknown as Work;
  takeWork(watched, work);
  const file = watched.files.get(PATH)!;
  const end = (
    status: ClipEnd | undefined,
    { error, run = "ok" }: { error?: ClipOutcome["error"]; run?: "ok" | "error" } = {},
  ) => {
    const outcome = { clip: clip.name, status, ...(error && { error }) } as ClipOutcome;
    const outcomes = new Map(status === undefined ? [] : [[clip.name, outcome]]);
    const result = { status: run } as CardRunEnd["result"];
    return noteOutcomes(watched, work, { result, outcomes }, CLOCK).map(({ files }) => files);
  };
  return { watched, file, end };
}

test.each(["done", "skipped", "rejected"] as const)("what is %s is done with", (status) => {
  const { watched, file, end } = taken();
  expect(end(status)).toEqual([[PATH]]);
  expect(file).toMatchObject({ isTaken: true, tries: 0, againMs: undefined });
  expect([...watched.troubled.keys()]).toEqual(status === "rejected" ? ["A001C001"] : []);
});

test("what failed is tried again, ever more seldom, and may be put aside after the fifth time", () => {
  const { watched, file, end } = taken();
  const waits: number[] = [];
  for (let time = 1; time <= 7; time += 1) {
    file.isTaken = true;
    expect(end("failed")).toEqual(time < 5 ? [] : [[PATH]]);
    expect(file).toMatchObject({ isTaken: false, tries: time });
    waits.push(file.againMs! - CLOCK.nowMs);
  }
  expect(waits).toEqual([1, 2, 4, 8, 16, 30, 30].map((minutes) => minutes * 60_000));
  expect(watched.troubled.get("A001C001")).toEqual({ end: "failed", files: [PATH] });
  file.isTaken = true;
  end("done");
  expect(watched.troubled.size).toBe(0);
});

test("what is deferred has to settle once more, but a LOG file without its graded one waits for that", () => {
  const changed = taken();
  expect(changed.end("deferred")).toEqual([]);
  expect(changed.file).toMatchObject({ isTaken: false, tries: 0 });
  const alone = taken();
  const error = { code: "graded_missing", message: "m", hint: "h" } as const;
  expect(alone.end("deferred", { error })).toEqual([]);
  expect(alone.file).toMatchObject({ isTaken: true, tries: 0 });
});

test.each(["failed", undefined] as const)(
  "a run that ended early costs a clip that is %s no try",
  (status) => {
    const { watched, file, end } = taken();
    expect(end(status, { run: "error" })).toEqual([]);
    expect(file).toMatchObject({ isTaken: false, tries: 0, againMs: undefined });
    expect(watched).toMatchObject({ tries: 1, againMs: CLOCK.nowMs + CLOCK.againMs, hasNewSheet: true });
  },
);

test("a file that changed while the run had it is not put aside", () => {
  const { file, end } = taken();
  file.isTaken = false;
  expect(end("done")).toEqual([]);
});
