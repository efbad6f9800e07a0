import { renameSync } from "node:fs";
import { mkdir, rename, rm } from "node:fs/promises";
import { expect, test } from "vitest";
import { runAlong, sentTimes, smallCard, smallCart } from "../../support/small-cards.ts";
import { pauseMs } from "../../support/watch-session.ts";

const CLIPS = {
  "_graded/A001C001.mp4": "passing",
  "_log/A001C001.mp4": "passingToo",
  "_graded/A001C002.mp4": "remuxed",
  "_graded/A001C003.mp4": "passing",
} as const;
const OTHER_CLIPS = {
  "_graded/A001C001.mp4": "remuxed",
  "_log/A001C001.mp4": "passing",
  "_graded/A001C002.mp4": "passing",
  "_graded/B001C001.mp4": "passing",
} as const;
const KEYS = ["_graded/A001C001.mp4", "_graded/A001C002.mp4", "_graded/A001C003.mp4", "_log/A001C001.mp4"];
const LOOK_MS = 1500;

async function setUp() {
  const card = await smallCard(CLIPS);
  const cart = await smallCart("ingest", card, ["--concurrency-upload", "1"]);
  const away = `${card}.away`;
  let isGone = false;
  // Pulled out in the middle of the first upload.
  cart.server.observe(({ method }) => {
    if (method !== "PUT" || isGone) return;
    isGone = true;
    renameSync(card, away);
  });
  return { card, away, cart, keys: () => [...cart.server.files.keys()].toSorted() };
}

test("a card that is pulled out is waited for by name, and the run goes on by itself when it is back", async () => {
  const { card, away, cart, keys } = await setUp();
  let openWhileGone: readonly string[] = [];
  const run = await runAlong(cart, async ({ code }) => {
    if (code !== "card_gone") return;
    await pauseMs(LOOK_MS);
    openWhileGone = keys();
    await rename(away, card);
  });

  expect(run.exitCode, run.stderr).toBe(0);
  expect(run.codes.filter((code) => code !== "ffmpeg_old")).toEqual(["card_gone", "card_back"]);
  expect(run.lines.find(({ code }) => code === "card_gone")).toMatchObject({
    message: "A001 is gone: connect it again; odailies waits for it. Ctrl-C to stop.",
  });
  expect(openWhileGone.length).toBeLessThan(2);
  expect(run.result).toMatchObject({ code: "ok", counts: { found: 3, done: 3 } });
  expect(keys()).toEqual(KEYS);
  expect(Object.values(sentTimes(cart.server))).toEqual([1, 1, 1, 1]);
});

test("an empty mount point in its place is no card, and no end", async () => {
  const { card, away, cart, keys } = await setUp();
  const run = await runAlong(cart, async ({ code }) => {
    if (code !== "card_gone") return;
    await mkdir(card);
    await pauseMs(2 * LOOK_MS);
    await rm(card, { recursive: true });
    await rename(away, card);
  });
  expect(run.exitCode, run.stderr).toBe(0);
  expect(run.codes.filter((code) => code !== "ffmpeg_old")).toEqual(["card_gone", "card_back"]);
  expect(keys()).toEqual(KEYS);
});

test("another card in its place is not taken for it", async () => {
  const { card, away, cart, keys } = await setUp();
  const other = await smallCard(OTHER_CLIPS);
  const run = await runAlong(cart, async ({ code }) => {
    if (code === "card_gone") await rename(other, card);
  });
  expect(run.exitCode, run.stderr).toBe(12);
  expect(run.result).toMatchObject({
    code: "card_removed",
    errors: [{ message: expect.stringContaining("another card is there in its place") as string }],
  });
  expect(Object.values(run.clips).filter((status) => status !== "done")).not.toHaveLength(0);

  await rm(card, { recursive: true });
  await rename(away, card);
  const again = await runAlong(cart);
  expect(again.exitCode).toBe(0);
  expect(keys()).toEqual(KEYS);
  const due = await smallCart("ingest", card);
  await runAlong(due);
  expect(Object.fromEntries(cart.server.files)).toEqual(Object.fromEntries(due.server.files));
});

test("stopped while it waits, the run says which card is missing, and goes on the next time", async () => {
  const { card, away, cart, keys } = await setUp();
  const run = await runAlong(cart, ({ code }, running) => code === "card_gone" && running.kill("SIGINT"));
  expect(run.exitCode, run.stderr).toBe(12);
  expect(run.result).toMatchObject({ type: "result", code: "card_removed" });
  expect(Object.keys(run.clips)).toHaveLength(3);
  await rename(away, card);
  expect((await runAlong(cart)).exitCode).toBe(0);
  expect(keys()).toEqual(KEYS);
});
