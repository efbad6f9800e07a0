import { appendFileSync } from "node:fs";
import { appendFile, chmod, mkdir, readdir, stat, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { execaSync } from "execa";
import { describe, expect, test } from "vitest";
import { runAlong, sentTimes, smallCard, smallCart } from "../../support/small-cards.ts";
import { isThorough } from "../../support/thorough.ts";

const CLIPS = { "_graded/A001C001.mp4": "passing", "_graded/A001C002.mp4": "passing" } as const;

/** A root that may do no more than others: how it is started, or undefined where there is no such way. */
const AS_NOBODY = ["sh", "-c", 'exec setpriv --inh-caps=-all --bounding-set=-all "$@"', "sh"] as const;
const isRoot = process.getuid?.() === 0;
const [shell, ...dropping] = AS_NOBODY;
const canDrop = !isRoot || execaSync(shell, [...dropping, "true"], { reject: false }).exitCode === 0;

test("a file that changes while it is sent is deferred, and sent whole the next time", async () => {
  const card = await smallCard(CLIPS);
  const path = join(card, "_graded/A001C001.mp4");
  // A box of nothing at the end makes it large enough to be caught in the middle.
  const free = Buffer.alloc(6 * 1024 * 1024);
  free.writeUInt32BE(free.length, 0);
  free.write("free", 4, "latin1");
  await appendFile(path, free);
  const cart = await smallCart("ingest", card);
  let isChanged = false;
  cart.server.observe((arrival) => {
    if (isChanged || arrival.method !== "PUT" || !arrival.path.includes("A001C001")) return;
    isChanged = true;
    const more = Buffer.alloc(16);
    more.writeUInt32BE(16, 0);
    more.write("free", 4, "latin1");
    appendFileSync(path, more);
  });
  const run = await runAlong(cart);
  expect(run.exitCode, run.stderr).toBe(4);
  expect(run.clips).toEqual({ A001C001: "deferred", A001C002: "done" });
  expect(run.result).toMatchObject({ errors: [{ code: "card_changed" }] });
  expect(cart.server.files.has("_graded/A001C001.mp4")).toBe(false);

  expect((await runAlong(cart)).exitCode).toBe(0);
  expect(cart.server.files.get("_graded/A001C001.mp4")?.bytes).toBe((await stat(path)).size);
});

test("times of another zone, as exFAT drivers disagree, send nothing again; other content does", async () => {
  const card = await smallCard(CLIPS);
  const cart = await smallCart("ingest", card);
  await runAlong(cart);
  const path = join(card, "_graded/A001C001.mp4");
  const { mtimeMs } = await stat(path);
  for (const shiftMs of [1900, -3_600_000, 5 * 3_600_000 + 30 * 60_000]) {
    await utimes(path, new Date(), new Date(mtimeMs + shiftMs));
    const again = await runAlong(cart);
    expect(again.clips, String(shiftMs)).toEqual({ A001C001: "skipped", A001C002: "skipped" });
  }
  expect(sentTimes(cart.server)).toEqual({ "_graded/A001C001.mp4": 1, "_graded/A001C002.mp4": 1 });

  await smallCard({ "_graded/A001C001.mp4": "remuxed" }, card);
  const other = await runAlong(cart);
  expect(other.clips).toEqual({ A001C001: "rejected", A001C002: "skipped" });
  expect(other.result).toMatchObject({ errors: [{ code: "name_clash" }] });
});

describe.skipIf(!canDrop)("a file that nobody may read", () => {
  test("costs no other clip", async () => {
    const card = await smallCard({ ...CLIPS, "_graded/A001C003.mp4": "passing" });
    await chmod(join(card, "_graded/A001C002.mp4"), 0o000);
    const cart = await smallCart("ingest", card);
    const run = await runAlong({ ...cart, program: isRoot ? cart.program.under(AS_NOBODY) : cart.program });
    expect(run.clips).toMatchObject({ A001C001: "done", A001C003: "done" });
    expect(run.clips["A001C002"]).toMatch(/rejected|failed/);
    expect(cart.server.files.size).toBe(2);
  });
});

test("names that Windows does not take, and names in two Unicode forms, each end in one state", async () => {
  const card = await smallCard({
    "_graded/con.mp4": "passing",
    "_graded/A001C001 .mp4": "passing",
    "_graded/Übung.mp4": "remuxed",
    "_graded/what?.mp4": "passing",
    "one/Ko\u0308ln.mp4": "passing",
    "two/K\u00f6ln.mp4": "passing",
  });
  const cart = await smallCart("ingest", card);
  const run = await runAlong(cart);
  const ends = Object.entries(run.clips).map(([name, end]) => `${name.normalize("NFC")}: ${String(end)}`);
  expect(ends.toSorted()).toEqual([
    "A001C001 : done",
    "Köln: rejected",
    "con: done",
    "what?: rejected",
    "Übung: done",
  ]);
  expect(run.exitCode, run.stderr).toBe(5);
  const again = await runAlong(cart);
  expect(again.result).toMatchObject({ counts: { done: 0, skipped: 3, rejected: 2 } });
});

/** Several times as many as may be open at once. */
const FILES = isThorough ? 5000 : 1000;

test(`a folder of ${FILES} files is walked with few files open, and in bounded time`, async () => {
  const card = await smallCard({ "_graded/A001C001.mp4": "passing", "_graded/A001C002.mp4": "remuxed" });
  const clips = join(card, "XDROOT/Clip");
  await mkdir(clips, { recursive: true });
  for (let start = 0; start < FILES; start += 100) {
    const names = Array.from({ length: 100 }, (_, index) => `B001C${start + index}`);
    await Promise.all(
      names.map((name, index) => writeFile(join(clips, `${name}.${index % 2 ? "mp4" : "xml"}`), "")),
    );
  }
  const cart = await smallCart("ingest", card);
  const startedMs = performance.now();
  let mostOpen = 0;
  const limited = { ...cart, program: cart.program.under(["sh", "-c", 'ulimit -n 256; exec "$@"', "sh"]) };
  const run = await runAlong(limited, async (_, { pid }) => {
    mostOpen = Math.max(mostOpen, (await readdir(`/proc/${pid}/fd`).catch(() => [])).length);
  });
  const tookMs = performance.now() - startedMs;
  process.stdout.write(`${FILES} files: ${Math.round(tookMs)} ms, at most ${mostOpen} files open\n`);
  expect(run.exitCode, run.stderr).toBe(5);
  expect(run.result).toMatchObject({ counts: { found: 2 + FILES / 2, done: 2, rejected: FILES / 2 } });
  expect(tookMs).toBeLessThan(60_000);
});
