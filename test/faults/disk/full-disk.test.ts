import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { runAlong, sentTimes, smallCard, smallCart } from "../../support/small-cards.ts";
import { noMounts, smallDisk } from "../../support/small-disk.ts";
import { tempFolder } from "../../support/temp-folder.ts";

const CLIPS = {
  "_graded/A001C001.mp4": "passing",
  "_graded/A001C002.mp4": "encoded",
  "_graded/A001C003.mp4": "passing",
} as const;
const MIB = 1024 * 1024;

const where = noMounts === undefined ? "" : ` (not here: ${noMounts})`;

describe.skipIf(noMounts !== undefined)(`a disk that is full${where}`, () => {
  test("for proxies: measured before a render, and only those that have to be made wait", async () => {
    const disk = await smallDisk(8 * MIB);
    const cart = await smallCart("ingest", await smallCard(CLIPS), ["--work-dir", join(disk.path, "work")]);
    await disk.fill(MIB);
    const run = await runAlong(cart);
    expect(run.exitCode, run.stderr).toBe(4);
    expect(run.clips).toEqual({ A001C001: "done", A001C002: "failed", A001C003: "done" });
    expect(run.result).toMatchObject({ errors: [{ code: "insufficient_space" }] });
    expect(run.lines.some(({ phase }) => phase === "proxy")).toBe(false);

    await disk.fill(undefined);
    const again = await runAlong(cart);
    expect(again.exitCode, again.stderr).toBe(0);
    expect(Object.values(sentTimes(cart.server))).toEqual([1, 1, 1]);
  });

  test("for proxies, in the middle of a render: it is given up, nothing of it is sent", async () => {
    const disk = await smallDisk(8 * MIB);
    const cart = await smallCart("ingest", await smallCard(CLIPS), ["--work-dir", join(disk.path, "work")]);
    let isFull = false;
    const run = await runAlong(cart, async ({ phase }) => {
      if (phase !== "proxy" || isFull) return;
      isFull = true;
      await disk.fill(0);
    });
    expect(run.exitCode, run.stderr).toBe(4);
    expect(run.clips).toEqual({ A001C001: "done", A001C002: "failed", A001C003: "done" });
    expect(run.result).toMatchObject({ errors: [{ code: "insufficient_space" }] });
    expect(cart.server.files.has("_graded/A001C002.mp4")).toBe(false);

    await disk.fill(undefined);
    expect((await runAlong(cart)).exitCode).toBe(0);
  });

  test("to its last byte when the run begins: it is said, with what is free and what is needed", async () => {
    const disk = await smallDisk(MIB);
    const cart = await smallCart("ingest", await smallCard(CLIPS), ["--state-dir", join(disk.path, "state")]);
    await disk.fill(0);
    const run = await runAlong(cart);
    expect(run.exitCode, run.stderr).toBe(22);
    expect(run.result).toMatchObject({
      errors: [
        { message: expect.stringMatching(/no room left in .*\d B free, at least \d+ kB needed/) as string },
      ],
    });
    expect(cart.server.files.size).toBe(0);
  });

  test("for receipts: nothing is sent that could not be written down", async () => {
    const disk = await smallDisk(MIB);
    const cart = await smallCart("ingest", await smallCard(CLIPS), ["--state-dir", join(disk.path, "state")]);
    await disk.fill(64 * 1024);
    const run = await runAlong(cart);
    expect(run.exitCode, run.stderr).toBe(22);
    expect(run.result).toMatchObject({
      code: "insufficient_space",
      errors: [{ message: expect.stringContaining("what was sent is written down") as string }],
    });
    expect(cart.server.storageRequests).toEqual([]);

    await disk.fill(undefined);
    expect((await runAlong(cart)).exitCode).toBe(0);
    expect(Object.values(sentTimes(cart.server))).toEqual([1, 1, 1]);
  });

  test("for receipts, in the middle of an upload: no further file is begun", async () => {
    const disk = await smallDisk(MIB);
    const flags = ["--state-dir", join(disk.path, "state"), "--concurrency-upload", "1"];
    const cart = await smallCart("ingest", await smallCard(CLIPS), flags);
    let filling: Promise<void> | undefined;
    cart.server.observe(({ method }) => {
      if (method === "PUT") filling ??= disk.fill(0);
    });
    const run = await runAlong(cart);
    await filling;
    expect(run.exitCode, run.stderr).toBe(22);
    expect(cart.server.stored.length).toBeLessThan(3);

    await disk.fill(undefined);
    expect((await runAlong(cart)).exitCode).toBe(0);
    const [most = 0, ...others] = Object.values(sentTimes(cart.server)).toSorted((a, b) => b - a);
    expect(most).toBeLessThanOrEqual(2);
    expect(others).toEqual([1, 1]);
  });
});

describe.skipIf(noMounts !== undefined)(`a folder that cannot be written${where}`, () => {
  test("a read-only card is as good as any", async () => {
    const disk = await smallDisk(8 * MIB);
    const card = await smallCard({ ...CLIPS, "_graded/A001C004.mp4": "remuxed" }, join(disk.path, "A001"));
    await disk.setReadOnly(true);
    const run = await runAlong(await smallCart("ingest", card));
    expect(run.exitCode, run.stderr).toBe(0);
    expect(run.result).toMatchObject({ counts: { found: 4, done: 4 } });
  });

  test.each([
    ["--state-dir", "what was sent is written down", "own", "its volume is read-only"],
    ["--state-dir", "what was sent is written down", "new", "it is not there, and cannot be made"],
    ["--work-dir", "proxies are made", "own", "its volume is read-only"],
  ])("%s, where %s: %s, %s", async (flag, use, name, why) => {
    const disk = await smallDisk(MIB);
    const folder = join(disk.path, name);
    const cart = await smallCart("ingest", await smallCard(CLIPS), [flag, folder]);
    await mkdir(join(disk.path, "own"));
    // As a run before has left it.
    if (flag === "--state-dir") await mkdir(join(disk.path, "own/locks"));
    else await runAlong({ ...cart, args: cart.args.with(1, await smallCard({ "A.mp4": "encoded" })) });
    const sentBefore = cart.server.stored.length;
    await disk.setReadOnly(true);
    const run = await runAlong(cart);
    expect(run.exitCode, run.stderr).toBe(2);
    expect(run.result).toMatchObject({
      code: "config_invalid",
      errors: [
        {
          message: `${folder}, where ${use}, cannot be written: ${why}.`,
          hint: expect.stringContaining(flag) as string,
        },
      ],
    });
    if (flag === "--state-dir") expect(cart.server.stored).toHaveLength(sentBefore);
    const elsewhere = [...cart.args.slice(0, -2), flag, await tempFolder()];
    expect((await runAlong({ ...cart, args: elsewhere })).exitCode).toBe(0);
    expect(Object.values(sentTimes(cart.server)).every((times) => times === 1)).toBe(true);
  });
});
