import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { expect, test } from "vitest";
import { failure, makeMiddleCard, makeShelf, readRecords, readTree } from "../support/middle-run.ts";
import { anyTools } from "../support/media-toolsets.ts";
import { tempFolder } from "../support/temp-folder.ts";

const CLIPS = ["A001C001", "A001C002", "A001C003"];
const KEYS = CLIPS.map((clip) => `_graded/${clip}.mp4`);

async function cardOf(clips: readonly string[], more: readonly string[] = []) {
  const card = await makeMiddleCard();
  for (const clip of clips) await card.place(`_graded/${clip}.mp4`);
  for (const path of more) await card.place(path);
  return card;
}

test("one that cannot be opened holds up no other, and the next run sends only what is missing there", async () => {
  const card = await cardOf(CLIPS);
  let isDown = true;
  const [a, b] = [
    makeShelf("a", () => (isDown ? { open: () => Promise.reject(failure("destination_unreachable")) } : {})),
    makeShelf("b"),
  ];
  const first = await card.run([a, b]);
  expect(first.statuses()).toEqual(Object.fromEntries(CLIPS.map((clip) => [clip, ["deferred", "done"]])));
  expect(first.result).toMatchObject({ status: "ok", exitCode: 4, counts: { found: 3, deferred: 3 } });
  expect(first.ends.get("A001C001")).toMatchObject([
    { ends: [{ error: { message: "Not sent: It says destination_unreachable." } }, { destination: "b" }] },
  ]);
  expect(first.warnings("destination_stopped")).toHaveLength(1);

  isDown = false;
  const second = await card.run([a, b]);
  expect(second.statuses()).toEqual(Object.fromEntries(CLIPS.map((clip) => [clip, ["done", "skipped"]])));
  expect(second.result.exitCode).toBe(0);
  expect([a.sent.toSorted(), b.sent.toSorted()]).toEqual([KEYS, KEYS]);

  const third = await card.run([a, b]);
  expect(third.result).toMatchObject({ exitCode: 0, counts: { skipped: 3 } });
  expect([a.calls.send, b.calls.send]).toEqual([3, 3]);
});

test("where none can be opened the run ends with why, and so does every clip", async () => {
  const card = await cardOf(CLIPS);
  const down = () => ({ open: () => Promise.reject(failure("token_refused")) });
  const run = await card.run([makeShelf("a", down), makeShelf("b", down)]);
  expect(run.result).toMatchObject({ status: "error", code: "token_refused", exitCode: 41 });
  expect(run.statuses()).toEqual(Object.fromEntries(CLIPS.map((clip) => [clip, ["deferred"]])));
});

test("a role that one refuses fails there alone; one that it does not take is not owed to it", async () => {
  const card = await cardOf(["A001C001"], ["_log/A001C001.mp4"]);
  const [a, b, c] = [
    makeShelf("a", (memory) => ({
      send: (file, transfer) =>
        file.role === "log" ? Promise.reject(failure("upload_failed")) : memory.send(file, transfer),
    })),
    makeShelf("b"),
    makeShelf("c", ({ takes }) => ({ takes: { ...takes, roles: ["graded"] } })),
  ];
  const run = await card.run([a, b, c]);
  expect(run.statuses()).toEqual({ A001C001: ["failed", "done", "done"] });
  expect(run.ends.get("A001C001")?.[0]?.ends?.map(({ files }) => files.map(({ role }) => role))).toEqual([
    ["graded"],
    ["graded", "log"],
    ["graded"],
  ]);
  expect(run.result.exitCode).toBe(4);
});

test("one that refuses the token midway is asked for nothing more, and the other gets everything", async () => {
  const card = await cardOf(CLIPS);
  let isRefused = true;
  const a = makeShelf("a", (memory) => ({
    send: (file, transfer) =>
      isRefused && file.clipName !== "A001C001"
        ? Promise.reject(failure("token_refused"))
        : memory.send(file, transfer),
  }));
  const b = makeShelf("b");
  const delivery = { concurrency: { upload: 1 } };
  const first = await card.run([a, b], { delivery });
  expect(first.statuses()).toEqual({
    // Its file is there, what is known of it is not yet.
    A001C001: ["deferred", "done"],
    A001C002: ["failed", "done"],
    A001C003: ["deferred", "done"],
  });
  expect(a.calls.send).toBe(2);
  expect(first.result).toMatchObject({ status: "ok", exitCode: 4, counts: { deferred: 2, failed: 1 } });
  expect(first.ends.get("A001C001")?.[0]?.ends?.[0]?.files).toHaveLength(1);
  expect(first.warnings("destination_stopped")).toEqual([
    "a takes nothing more in this run: It says token_refused.",
  ]);

  isRefused = false;
  const second = await card.run([a, b], { delivery });
  expect(second.result).toMatchObject({ exitCode: 0, counts: { done: 3 } });
  expect([a.files.size, b.calls.send]).toEqual([3, 3]);
});

test("one that hangs holds up no other: when the run is stopped, the other has everything", async () => {
  const card = await cardOf(CLIPS, ["_log/A001C002.mp4", "day.csv"]);
  await card.place("day.csv", "Name,Scene\nA001C001,22\n");
  const stopping = new AbortController();
  const hanging = makeShelf("a", () => ({
    send: (_, { signal }) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener("abort", () => reject(signal.reason as Error));
      }),
  }));
  const b = makeShelf("b", (memory) => ({
    send: async (file, transfer) => {
      const receipt = await memory.send(file, transfer);
      if (memory.files.size === 4) setTimeout(() => stopping.abort(failure("cancelled")), 50);
      return receipt;
    },
  }));
  const run = await card.run([hanging, b], { signal: stopping.signal });
  expect([...b.files.keys()].toSorted()).toEqual([...KEYS, "_log/A001C002.mp4"].toSorted());
  expect(run.result).toMatchObject({ status: "cancelled", exitCode: 3, counts: { found: 3, deferred: 3 } });
  for (const [, ends] of run.ends) {
    expect(ends).toHaveLength(1);
    expect(ends[0]?.ends?.[0]).toMatchObject({ destination: "a", status: "deferred" });
    expect(ends[0]?.ends?.[1]?.files.length).toBeGreaterThan(0);
  }
});

test("a file is made once, kept until every destination has it, and then deleted", async () => {
  const card = await makeMiddleCard();
  const movie = join(await tempFolder(), "tiny.mov");
  const source = ["-f", "lavfi", "-i", "testsrc2=size=320x180:rate=25:duration=1"];
  const mpeg4 = ["-c:v", "mpeg4", "-timecode", "10:00:00:00", movie];
  await execa(anyTools().ffmpeg.path, ["-v", "error", ...source, ...mpeg4]);
  await card.place("_graded/A001C001.mov", await readFile(movie));
  let isDown = true;
  const [a, b] = [
    makeShelf("a", () => (isDown ? { send: () => Promise.reject(failure("upload_failed")) } : {})),
    makeShelf("b"),
  ];
  const changes = { cards: { probed: () => undefined }, wants: { proxy: "always" } } as const;
  const made = () => readRecords(card.stateFolder, "made");
  const first = await card.run([a, b], changes);
  expect(first.statuses()).toEqual({ A001C001: ["failed", "done"] });
  expect(await made()).toHaveLength(1);
  expect(await readTree(card.workFolder)).toHaveLength(1);

  isDown = false;
  const second = await card.run([a, b], changes);
  expect(second.statuses()).toEqual({ A001C001: ["done", "skipped"] });
  expect(await made()).toHaveLength(1);
  expect(await readdir(card.workFolder)).toEqual([]);
  expect([...a.files.values()].map(({ sha256 }) => sha256)).toEqual(
    [...b.files.values()].map(({ sha256 }) => sha256),
  );
});
