import { expect, test } from "vitest";
import { sayEnd, type WatchEnd } from "../../src/watch/say-end.ts";

function lastWord(end: Partial<WatchEnd>) {
  const said: unknown[] = [];
  const nothing = { untaken: [], trouble: [], doneToday: 0, doneSinceStart: 0, wasStopped: true };
  sayEnd({ ...nothing, ...end }, (event) => said.push(event));
  return said[0];
}

test("names what is in trouble and what was not taken", () => {
  const trouble = [
    { name: "X002", why: "rejected" },
    { name: "B/notes.csv", why: "unreadable" },
  ] as const;
  expect(lastWord({ trouble, untaken: ["A/half.mp4"], doneToday: 1, doneSinceStart: 4 })).toEqual({
    type: "notice",
    code: "ended",
    isTrouble: true,
    message:
      "Stopped: 1 clip done today, 4 since the start. NOT up: X002 (rejected), B/notes.csv (unreadable). " +
      "NOT taken: A/half.mp4; the next start goes on with what is left.",
  });
});

test("counts what there is no room for", () => {
  const trouble = Array.from({ length: 12 }, (_, at) => ({ name: `C${at}`, why: "failed" as const }));
  expect(lastWord({ trouble })).toMatchObject({
    message: expect.stringContaining("C9 (failed) and 2 more."),
  });
});

test("nothing left is no trouble", () => {
  expect(lastWord({ wasStopped: false })).toMatchObject({
    message: "Ended: 0 clips done today, nothing waits.",
    isTrouble: false,
  });
});
