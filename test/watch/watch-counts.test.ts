import { expect, test } from "vitest";
import type { ClipOutcome } from "../../src/domain/outcome.ts";
import type { RunEnded } from "../../src/runs/tally.ts";
import { createWatchCounts } from "../../src/watch/watch-counts.ts";

const result = (changes: Partial<RunEnded>): RunEnded => ({
  type: "run-ended",
  status: "ok",
  code: "ok",
  exitCode: 0,
  counts: { found: 2, done: 1, skipped: 0, rejected: 1, deferred: 0, failed: 0 },
  rows: { total: 0, matched: 0, unmatched: 0 },
  fieldsChanged: 0,
  bytesUploaded: 0,
  durationSeconds: 1,
  errors: [],
  next: [],
  ...changes,
});

test("what was done today begins anew at six in the morning, not at midnight; the whole goes on", () => {
  let now = new Date(2026, 10, 20, 23, 59);
  const counts = createWatchCounts(() => now);
  counts.note(result({}), []);
  now = new Date(2026, 10, 21, 5, 59);
  counts.note(result({}), []);
  expect(counts.today()).toMatchObject({ done: 2, rejected: 2 });
  now = new Date(2026, 10, 21, 6, 0);
  counts.note(result({}), []);
  expect(counts.today()).toMatchObject({ done: 1, rejected: 1 });
  expect(counts.total()).toMatchObject({ done: 3, rejected: 3 });
});

test("keeps the last error, and is in trouble until a run ends well", () => {
  const counts = createWatchCounts(() => new Date("2026-11-20T10:00:00Z"));
  expect(counts.lastError()).toBeUndefined();
  const error = { code: "token_refused", message: "The token is refused.", hint: "" };
  counts.note(result({ status: "error", code: "token_refused", errors: [error] }), []);
  expect(counts.isInTrouble()).toBe(true);
  counts.note(result({}), []);
  expect(counts.isInTrouble()).toBe(false);
  expect(counts.lastError()).toEqual({
    at: "2026-11-20T10:00:00.000Z",
    code: "token_refused",
    message: "The token is refused.",
  });
});

test("a run that was stopped is no error", () => {
  const counts = createWatchCounts();
  const error = { code: "cancelled", message: "The run was stopped.", hint: "" };
  counts.note(result({ status: "cancelled", code: "cancelled", errors: [error] }), []);
  expect(counts.lastError()).toBeUndefined();
});

test("a clip that is done again is one clip", () => {
  let now = new Date(2026, 10, 20, 23, 59);
  const counts = createWatchCounts(() => now);
  const done = (clip: string): ClipOutcome => ({
    ...{ clip, roll: undefined, status: "done", findings: [], files: [], metadata: {} },
    destination: "there",
  });
  counts.note(result({}), [done("A001C001"), done("A001C002")]);
  counts.note(result({}), [done("A001C001")]);
  expect(counts.doneToday()).toBe(2);
  now = new Date(2026, 10, 21, 6, 1);
  expect(counts.doneToday()).toBe(0);
  counts.note(result({}), [done("A001C003")]);
  expect([counts.doneToday(), counts.doneSinceStart()]).toEqual([1, 3]);
});
