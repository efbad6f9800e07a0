import { expect, test } from "vitest";
import type { WatchEvent } from "../../src/domain/watch-events.ts";
import { saySlow } from "../../src/watch/say-slow.ts";
import { pauseMs, until } from "../support/watch-session.ts";

test("a folder that does not answer is said once, and that it has answered", async () => {
  const said: WatchEvent[] = [];
  const hasAnswered = saySlow("/mnt/nas", (event) => said.push(event), 20);
  await until(() => said.length > 0);
  hasAnswered();
  expect(said).toMatchObject([
    { code: "folder_slow", isTrouble: true, message: expect.stringContaining("/mnt/nas has not answered") },
    { code: "folder_answers", isTrouble: false },
  ]);
});

test("one that answers in time is not spoken of", async () => {
  const said: WatchEvent[] = [];
  saySlow("/mnt/nas", (event) => said.push(event), 20)();
  await pauseMs(60);
  expect(said).toEqual([]);
});
