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
  for (let second = 3; second <= 30; second += 1) {
    now = second * 1000;
    progress.note(upload("A", 4000, 10_000));
  }
  expect(progress.bytesPerSecond()).toBe(0);
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

const plan = (bytesOf: Record<string, number | undefined>) =>
  ({
    type: "upload-planned",
    files: 1,
    bytes: 1,
    filesToMake: 0,
    bytesOf: new Map(Object.entries(bytesOf)),
  }) as const;

const proxy = (clip: string, done: number, total = 100) =>
  ({ type: "progress", phase: "proxy", clip, file: clip, done, total, unit: "frames" }) as const;

test("clips count by what there is to send of them, and those that are up not at all", () => {
  const progress = createRunProgress(() => 0);
  progress.addClips(3);
  progress.plan(plan({ LARGE: 900, SMALL: 100, UP: 0 }));
  progress.endClip("UP");
  expect(progress.percent()).toBe(0);
  progress.endClip("SMALL");
  expect(progress.percent()).toBe(10);
  progress.note(upload("LARGE", 450, 900));
  expect(progress.percent()).toBeGreaterThan(50);
  expect(progress.percent()).toBeLessThan(62);
  progress.endClip("LARGE");
  expect(progress.percent()).toBe(100);
});

test("the estimate is what is left to send at the measured speed, and grows when a file starts over", () => {
  let now = 0;
  const progress = createRunProgress(() => now);
  progress.plan(plan({ A: 10_000, B: 20_000 }));
  expect(progress.etaSeconds()).toBeUndefined();
  for (let second = 0; second <= 5; second += 1) {
    now = second * 1000;
    progress.note(upload("A", second * 1000, 10_000));
  }
  expect(progress.bytesPerSecond()).toBe(1000);
  expect(progress.etaSeconds()).toBe(25);
  progress.note(upload("A", 0, 10_000));
  expect(progress.etaSeconds()).toBe(30);
  progress.endClip("A");
  expect(progress.etaSeconds()).toBe(20);
});

test("while a clip has to be made, nobody knows its size: the estimate goes by what is done", () => {
  let now = 0;
  const progress = createRunProgress(() => now);
  progress.plan(plan({ A: 10_000, B: 10_000 }));
  now = 10_000;
  progress.endClip("A");
  progress.note(proxy("B", 0));
  expect(progress.percent()).toBeGreaterThan(50);
  expect(progress.etaSeconds()).toBeGreaterThan(7);
  expect(progress.etaSeconds()).toBeLessThan(11);
});

test("a line so slow that little moves in ten seconds still has a speed", () => {
  let now = 0;
  const progress = createRunProgress(() => now);
  for (const [at, done] of [
    [0, 0],
    [16_000, 16_000],
    [32_000, 32_000],
  ] as const) {
    now = at;
    progress.note(upload("A", done, 100_000));
  }
  expect(progress.bytesPerSecond()).toBe(1000);
});
