import { expect, test } from "vitest";
import { createTurnOrder } from "../../src/watch/turn-order.ts";
import { createWatchedCard } from "../../src/watch/watched-card.ts";
import type { WatchedFolder } from "../../src/watch/watched-folder.ts";

function folderRunAt(lastRunMs: number): WatchedFolder {
  const card = createWatchedCard({ root: "/hot/A001", name: "A001" }, "A001", 0);
  card.lastRunMs = lastRunMs;
  return {
    root: "/hot",
    cards: new Map([["A001", card]]),
    isOwnFolder: () => false,
    isHere: () => true,
    by: () => "events",
    lookedMs: () => 0,
    look: () => Promise.resolve(),
    close: () => Promise.resolve(),
  };
}

test("the folder whose last run is the longest ago goes first, as long as it has work", () => {
  const order = createTurnOrder(() => 0);
  const [early, late] = [folderRunAt(100), folderRunAt(200)];
  order.note(early, true);
  order.note(late, true);
  expect([order.mayGoFirst(late), order.mayGoFirst(early)]).toEqual([false, true]);
  order.note(early, false);
  expect(order.mayGoFirst(late)).toBe(true);
});

test("nobody waits for long for a folder that does not come", () => {
  let now = 0;
  const order = createTurnOrder(() => now);
  const [hung, busy] = [folderRunAt(0), folderRunAt(200)];
  order.note(hung, true);
  expect(order.mayGoFirst(busy)).toBe(false);
  now = 1999;
  expect(order.mayGoFirst(busy)).toBe(false);
  now = 2000;
  expect(order.mayGoFirst(busy)).toBe(true);
  order.note(hung, true);
  expect(order.mayGoFirst(busy)).toBe(false);
  now = 3900;
  order.note(hung, true);
  now = 4100;
  expect(order.mayGoFirst(busy)).toBe(true);
});
