import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, readdir, utimes, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { takeClaim } from "../../src/ledger/claim.ts";
import { tempFolder } from "../support/temp-folder.ts";

const claim = (state: string, clip: string, source = "/a/C0001.MP4", destination = "project") =>
  takeClaim(state, destination, clip, source);

test("a name is one holder's at a time, whatever its case; the second learns who has it", async () => {
  const state = await tempFolder();
  const first = await claim(state, "C0001");
  expect(await claim(state, "c0001", "/b/C0001.MP4")).toMatchObject({
    pid: process.pid,
    host: hostname(),
    source: "/a/C0001.MP4",
  });
  expect(await claim(state, "C0002")).toHaveProperty("release");
  expect(await claim(state, "C0001", "/b/C0001.MP4", "other")).toHaveProperty("release");
  if ("release" in first) await first.release();
  expect(await claim(state, "C0001", "/b/C0001.MP4")).toHaveProperty("release");
});

test("two Unicode forms of a name are one claim", async () => {
  const state = await tempFolder();
  const composed = "Szene_\u00dcber_001";
  expect(await claim(state, composed)).toHaveProperty("release");
  expect(await claim(state, composed.normalize("NFD"), "/b")).toMatchObject({ source: "/a/C0001.MP4" });
});

test("of many who ask at once one gets it", async () => {
  const state = await tempFolder();
  const all = await Promise.all(Array.from({ length: 20 }, (_, index) => claim(state, "C0001", `/${index}`)));
  expect(all.filter((each) => "release" in each)).toHaveLength(1);
});

async function leaveClaim(state: string, holder: Record<string, unknown>, ageMs: number): Promise<void> {
  const made = await claim(state, "C0001");
  const folder = join(state, "claims", "project");
  await mkdir(folder, { recursive: true });
  const [name = ""] = await readdir(folder);
  if ("release" in made) await made.release();
  const path = join(folder, name);
  await writeFile(path, JSON.stringify({ source: "/old", since: "2026-01-01T00:00:00Z", ...holder }));
  const then = new Date(Date.now() - ageMs);
  await utimes(path, then, then);
}

test("a dead process holds nothing", async () => {
  const state = await tempFolder();
  const child = spawn(process.execPath, ["-e", "0"]);
  await once(child, "exit");
  await leaveClaim(state, { pid: child.pid, host: hostname() }, 0);
  expect(await claim(state, "C0001")).toHaveProperty("release");
});

test.each([
  ["another process", process.ppid],
  ["this process", process.pid],
])("a number that %s has got since holds nothing", async (_, pid) => {
  const state = await tempFolder();
  await leaveClaim(state, { pid, host: hostname() }, 5 * 60_000);
  expect(await claim(state, "C0001")).toMatchObject({ pid, source: "/old" });
  const silent = await tempFolder();
  await leaveClaim(silent, { pid, host: hostname() }, 11 * 60_000);
  expect(await claim(silent, "C0001")).toHaveProperty("release");
});

test("a claim that a killed process left unwritten is nobody's", async () => {
  const state = await tempFolder();
  const made = await claim(state, "C0001");
  const folder = join(state, "claims", "project");
  const [name = ""] = await readdir(folder);
  if ("release" in made) await made.release();
  for (const text of ["", '{"pid":1,"ho']) {
    await writeFile(join(folder, name), text);
    const mine = await claim(state, "C0001");
    expect(mine, text).toHaveProperty("release");
    if ("release" in mine) await mine.release();
  }
});

test("another machine holds it as long as it says so", async () => {
  const state = await tempFolder();
  await leaveClaim(state, { pid: 1, host: "other-cart" }, 0);
  expect(await claim(state, "C0001")).toMatchObject({ host: "other-cart", source: "/old" });
  const silent = await tempFolder();
  await leaveClaim(silent, { pid: 1, host: "other-cart" }, 5 * 60_000);
  expect(await claim(silent, "C0001")).toHaveProperty("release");
});
