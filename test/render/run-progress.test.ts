import { expect, test } from "vitest";
import { createRunProgress } from "../../src/render/run-progress.ts";

const upload = (clip: string, done: number, total = 100) =>
  ({
    type: "progress",
    phase: "upload",
    clip,
    file: `_graded/${clip}.mp4`,
    done,
    total,
    unit: "bytes",
  }) as const;

test("the percentage of the run never falls, even when a file starts over or another card comes", () => {
  const progress = createRunProgress(() => 0);
  progress.addClips(2);
  progress.note(upload("A", 80));
  const before = progress.percent();
  progress.note(upload("A", 0));
  expect(progress.percent()).toBe(before);
  progress.addClips(6);
  expect(progress.percent()).toBe(before);
  progress.endClip("A");
  for (const clip of ["B", "C", "D", "E", "F", "G", "H"]) progress.endClip(clip);
  expect(progress.percent()).toBe(100);
});

test("speed is measured over the last ten seconds, and unknown before there is anything to measure", () => {
  let now = 0;
  const progress = createRunProgress(() => now);
  expect(progress.bytesPerSecond()).toBeUndefined();
  progress.note(upload("A", 0, 10_000));
  now = 2000;
  progress.note(upload("A", 4000, 10_000));
  expect(progress.bytesPerSecond()).toBe(2000);
  now = 60_000;
  progress.note(upload("A", 4000, 10_000));
  expect(progress.bytesPerSecond()).toBeUndefined();
});

test("no estimate is better than a wrong one", () => {
  let now = 0;
  const progress = createRunProgress(() => now);
  progress.addClips(4);
  expect(progress.etaSeconds()).toBeUndefined();
  now = 10_000;
  progress.endClip("A");
  expect(progress.etaSeconds()).toBe(30);
});
