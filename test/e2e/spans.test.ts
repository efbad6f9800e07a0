import { mkdir, open, readdir, readFile, rename, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import {
  allFrameNumbers,
  BEEP_SECONDS,
  makeParts,
  type PartsRecipe,
  readFrameNumbers,
  SYNC_SECONDS,
} from "../support/media-parts.ts";
import { probeFacts } from "../support/media-probe.ts";
import { readBeep } from "../support/media-readings.ts";
import { anyTools } from "../support/media-toolsets.ts";
import { startOdailiesServer } from "../support/net-odailies-server.ts";
import type { JsonLine } from "../support/json-contract.ts";
import { type Program, programIn, type ProgramRun } from "../support/run-odailies.ts";
import { tempFolder } from "../support/temp-folder.ts";

const START = "10:00:00:00";

async function cardOf(home: string, folder = 'it\'s a "card"') {
  const clips = join(home, folder, "DCIM", "100GOPRO");
  await mkdir(clips, { recursive: true });
  const make = (names: readonly string[], recipe: Partial<PartsRecipe> = {}) =>
    makeParts(clips, {
      names: names.map((name) => `${name}.MP4`),
      frames: [26, 31, 25],
      timecode: START,
      ...recipe,
    });
  return { card: join(home, folder), clips, make };
}

async function threeChapters() {
  const home = await tempFolder();
  const { card, clips, make } = await cardOf(home);
  await make(["GH010123", "GH020123", "GH030123"]);
  const server = await startOdailiesServer();
  const program = programIn(home);
  const base = ["--json", "--api", server.api, "--project", server.project];
  const env = { ODAILIES_TOKEN: server.token };
  const args = (command: string, ...flags: string[]) => [command, card, ...base, ...flags];
  const run = (command: string, ...flags: string[]) => program.run(args(command, ...flags), env);
  return { home, card, clips, server, program, env, args, run };
}

const clipNames = (run: ProgramRun) =>
  run
    .lines()
    .filter(({ type }) => type === "clip")
    .map((line) => line["clip"]);

const scanned = (run: ProgramRun) => run.lines().find((line) => line["phase"] === "scan");

const warnings = (run: ProgramRun, code: string) =>
  run.lines().filter((line) => line.type === "warning" && line["code"] === code);

async function expectWhole(path: string) {
  const made = await probeFacts(anyTools(), path);
  expect(made).toMatchObject({ timecode: START, video: { frameCount: 82, isConstantRate: true } });
  expect(await readFrameNumbers(path)).toEqual(allFrameNumbers(82));
  const start = Math.max(0, made.video.startSeconds!);
  const beep = (await readBeep(path)) - start - 57 / 25;
  expect(Math.abs(beep - BEEP_SECONDS)).toBeLessThan(SYNC_SECONDS);
}

test("chapters go up as one clip, once, and are known as one by status and verify", async () => {
  const { home, run, server } = await threeChapters();
  const kept = join(home, "kept");
  const first = await run("ingest", "--keep-proxies", kept);
  expect(first.exitCode, first.stderr).toBe(0);
  expect(clipNames(first)).toEqual(["GH010123"]);
  expect(scanned(first)).toMatchObject({ found: 1 });
  expect(warnings(first, "spans_joined")).toEqual([
    expect.objectContaining({
      clip: "GH010123",
      message: "It was recorded in 3 files, which are joined: GH010123, GH020123, GH030123.",
    }),
  ]);
  expect(first.clip("GH010123")["files"]).toContainEqual(
    expect.objectContaining({ role: "graded", action: "remux" }),
  );
  expect([...server.files.keys()].toSorted()).toEqual(["_graded/GH010123.mp4", "_thumbnails/GH010123.jpg"]);
  await expectWhole(join(kept, "GH010123.graded.mp4"));

  const again = await run("ingest");
  expect(again.lineOf("result")).toMatchObject({ counts: { skipped: 1 }, bytes_uploaded: 0 });
  const status = await run("status");
  expect(status.exitCode, status.stdout).toBe(0);
  const verify = await run("verify");
  expect(verify.exitCode, verify.stdout).toBe(0);
  expect(clipNames(verify)).toEqual(["GH010123"]);

  const encoded = await run("ingest", "--proxy", "always", "--force", "--keep-proxies", kept);
  expect(encoded.exitCode, encoded.stderr).toBe(0);
  expect(encoded.clip("GH010123")["files"]).toContainEqual(expect.objectContaining({ action: "encode" }));
  await expectWhole(join(kept, "GH010123.graded.mp4"));
});

test("a later chapter that changed is another source: verify says so", async () => {
  const { run, clips } = await threeChapters();
  expect((await run("ingest")).exitCode).toBe(0);
  const [, second = ""] = (await readdir(clips)).toSorted();
  await rename(join(clips, second), join(clips, "GH020124.MP4"));
  const verify = await run("verify");
  expect(verify.clip("GH010123")).toMatchObject({ status: "failed", error: { code: "verify_failed" } });
  expect(verify.clip("GH010123")["error"]).toMatchObject({
    message: expect.stringContaining("1 of its files"),
  });
});

test("a hash list that disagrees with a later chapter holds the whole clip back", async () => {
  const { run, clips, card, server } = await threeChapters();
  const third = join(clips, "GH030123.MP4");
  const { size } = await stat(third);
  const list = `<?xml version="1.0" encoding="UTF-8"?>
<hashlist version="1.1"><hash><file>DCIM/100GOPRO/GH030123.MP4</file><size>${size}</size>
<md5>00000000000000000000000000000000</md5></hash></hashlist>`;
  await writeFile(join(card, "card.mhl"), list);
  const refused = await run("ingest");
  expect(refused.clip("GH010123")).toMatchObject({ error: { code: "mhl_mismatch" } });
  expect(refused.clip("GH010123")["error"]).toMatchObject({ message: expect.stringContaining("GH030123") });
  expect([...server.files.keys()]).toEqual([]);
});

test("killed while it is joined, the same command ends as an undisturbed run does", async () => {
  const { program, args, env, run, server } = await threeChapters();
  const running = program.start(args("ingest", "--proxy", "always"), env);
  for await (const text of running.iterable()) {
    const line = JSON.parse(text) as JsonLine;
    if (line.type === "progress" && line["phase"] === "proxy") running.kill("SIGKILL");
  }
  await running;
  expect([...server.files.keys()]).toEqual([]);
  const again = await run("ingest", "--proxy", "always");
  expect(again.exitCode, again.stderr).toBe(0);
  expect(clipNames(again)).toEqual(["GH010123"]);
  expect([...server.files.keys()].toSorted()).toEqual(["_graded/GH010123.mp4", "_thumbnails/GH010123.jpg"]);
});

test("what was sent as clips of their own stays so, and a chapter that comes late is one", async () => {
  const { run, clips, home, server } = await threeChapters();
  await rename(join(clips, "GH020123.MP4"), join(home, "second"));
  expect(clipNames(await run("ingest")).toSorted()).toEqual(["GH010123", "GH030123"]);
  const sent = new Map(server.files);
  await rename(join(home, "second"), join(clips, "GH020123.MP4"));
  const late = await run("ingest");
  expect(late.lineOf("result")).toMatchObject({ counts: { done: 1, skipped: 2, rejected: 0 } });
  expect(warnings(late, "spans_not_joined")).toEqual([
    expect.objectContaining({ clip: "GH020123", message: expect.stringContaining("--force --replace") }),
  ]);
  for (const [key, file] of sent) expect(server.files.get(key)).toEqual(file);
  const asOne = await run("ingest", "--force", "--replace");
  expect(asOne.exitCode, asOne.stdout).toBe(0);
  expect(clipNames(asOne)).toEqual(["GH010123"]);
});

test("files of a camera that only counts are joined behind a full one, if timecode goes on", async () => {
  const home = await tempFolder();
  const clips = join(home, "card", "PRIVATE", "M4ROOT", "CLIP");
  await mkdir(clips, { recursive: true });
  const names = ["C0001", "C0002", "C0003", "C0004", "C0005"];
  await makeParts(clips, {
    names: names.map((name) => `${name}.MP4`),
    frames: [10, 10, 10, 10, 10],
    timecode: START,
    late: [0, 0, 0, 3, 3],
  });
  for (const name of ["C0001", "C0003"]) await padMovie(join(clips, `${name}.MP4`), 3.97 * 1024 ** 3);
  const plan = join(home, "plan.json");
  const server = await startOdailiesServer();
  const flags = ["--json", "--api", server.api, "--project", server.project, "--plan", plan];
  const run = await programIn(home).run(["ingest", join(home, "card"), ...flags], {
    ODAILIES_TOKEN: server.token,
  });
  expect(run.exitCode, run.stdout).toBe(0);
  expect(clipNames(run).toSorted()).toEqual(["C0001", "C0003", "C0004", "C0005"]);
  expect(warnings(run, "spans_joined")).toHaveLength(1);
  expect(warnings(run, "spans_not_joined")).toEqual([expect.objectContaining({ clip: "C0004" })]);
  const { clips: planned } = JSON.parse(await readFile(plan, "utf8")) as { clips: { clip: string }[] };
  expect(planned.map(({ clip }) => clip)).toEqual(["C0001", "C0003", "C0004", "C0005"]);
});

/** Made as long as a camera would, by a `free` box with nothing on the disk behind it (ISO/IEC 14496-12, 8.1.2). */
async function padMovie(path: string, toBytes: number): Promise<void> {
  const file = await open(path, "r+");
  const { size } = await file.stat();
  const header = Buffer.alloc(16);
  header.writeUInt32BE(1, 0);
  header.write("free", 4, "latin1");
  header.writeBigUInt64BE(BigInt(Math.round(toBytes) - size), 8);
  await file.write(header, 0, 16, size);
  await file.truncate(Math.round(toBytes));
  await file.close();
}

describe("chapters that are not proven to be one recording", () => {
  async function checkCard(program: Program, card: string, ...flags: string[]) {
    return program.run(["check", card, "--json", ...flags]);
  }

  test("are kept apart, each with the reason", async () => {
    const home = await tempFolder();
    const { card, make } = await cardOf(home);
    const frames = [10, 10];
    await make(["GH010001", "GH020001"], { frames, late: [0, 2] });
    await make(["GH010002", "GH020002"], { frames, timecode: undefined });
    await make(["GH010003"], { frames, rate: "24/1" });
    await make(["GH020003"], { frames, timecode: "10:00:00:10" });
    await make(["GH020004"], { frames });
    await make(["GH010005", "GH020005"], { frames });
    const run = await checkCard(programIn(home), card);
    const names = ["GH010001", "GH020001", "GH010002", "GH020002", "GH010003", "GH020003", "GH020004"];
    expect(clipNames(run).toSorted()).toEqual([...names, "GH010005"].toSorted());
    expect(scanned(run)).toMatchObject({ found: 8 });
    const apart = (clip: string, reason: string) =>
      expect.objectContaining({ clip, message: expect.stringContaining(reason) });
    expect(warnings(run, "spans_not_joined")).toEqual([
      apart("GH020001", "its timecode begins at 10:00:00:12, and 10:00:00:10 would continue"),
      apart("GH020002", "there is none"),
      apart("GH020003", "frame rate"),
    ]);
    expect(warnings(run, "span_missing")).toEqual([apart("GH020004", "GH010004, which is not here")]);
    expect(warnings(run, "spans_joined")).toEqual([apart("GH010005", "GH010005, GH020005")]);

    const never = await checkCard(programIn(home), card, "--proxy", "never");
    expect(warnings(never, "spans_joined")).toEqual([]);
    expect(clipNames(never)).toContain("GH020005");
    expect(warnings(never, "spans_not_joined")).toContainEqual(apart("GH020005", "--proxy never"));
  });
});
