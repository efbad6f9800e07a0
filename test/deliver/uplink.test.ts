import { readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { BandwidthSchedule } from "../../src/domain/bandwidth.ts";
import { openUplink } from "../../src/deliver/uplink.ts";
import { tempFolder } from "../support/temp-folder.ts";

const LIMIT: BandwidthSchedule = [{ fromMinute: 0, toMinute: 1440, bitsPerSecond: 20e6 }];

async function setUp() {
  const stateFolder = await tempFolder();
  let nowMs = 0;
  const open = (limits: BandwidthSchedule = []) =>
    openUplink({ stateFolder, destinationId: "P", limits, monotonicMs: () => nowMs });
  const send = async (bytesPerSecond: number, { limits, seconds = 20, pauseMs = 0 }: Sending = {}) => {
    const uplink = await open(limits);
    for (let tenth = 0; tenth <= seconds * 10; tenth += 1) {
      uplink.note("A", (bytesPerSecond * tenth) / 10);
      nowMs += tenth === seconds * 5 ? 100 + pauseMs : 100;
    }
    await uplink.close();
  };
  return { open, send, file: join(stateFolder, "uplink", "P.json") };
}

interface Sending {
  readonly limits?: BandwidthSchedule;
  readonly seconds?: number;
  readonly pauseMs?: number;
}

test("43 GB at a limit of 20 Mbit/s: 4.8 hours", async () => {
  const { open } = await setUp();
  const estimate = (await open(LIMIT)).estimate(43e9);
  expect(estimate).toMatchObject({ by: "limit" });
  expect(estimate?.bitsPerSecond).toBeCloseTo(20e6);
  expect((estimate?.seconds ?? 0) / 3600).toBeCloseTo(4.78, 2);
});

test("a rate is never invented", async () => {
  const { open } = await setUp();
  expect((await open()).estimate(43e9)).toBeUndefined();
});

test("what a run measured is the next one's rate, and a slower line than the limit decides", async () => {
  const { open, send, file } = await setUp();
  await send(2e6);
  expect((await open()).estimate(2e6)).toMatchObject({ by: "measured" });
  expect((await open()).estimate(2e6)?.seconds).toBeCloseTo(1);
  expect((await open(LIMIT)).estimate(2e6)).toMatchObject({ by: "measured" });
  await send(200e6);
  expect((await open(LIMIT)).estimate(2.5e6)).toMatchObject({ by: "limit" });
  expect((await open(LIMIT)).estimate(2.5e6)?.seconds).toBeCloseTo(1);
  expect((await stat(file)).mode & 0o077).toBe(0);
});

test("an outage says nothing of the line", async () => {
  const { open, send } = await setUp();
  await send(2e6, { pauseMs: 600_000 });
  expect((await open()).estimate(2e6)?.seconds).toBeCloseTo(1);
});

test.each([
  ["a limited run", { limits: LIMIT }],
  ["a second", { seconds: 1 }],
])("%s measures nothing", async (_, sending) => {
  const { send, file } = await setUp();
  await send(40e6, sending);
  await expect(readFile(file)).rejects.toThrow("ENOENT");
});

test("a file that is damaged counts as never measured", async () => {
  const { open, send, file } = await setUp();
  await send(2e6);
  await writeFile(file, '{"bits_per');
  expect((await open()).estimate(2e6)).toBeUndefined();
});
