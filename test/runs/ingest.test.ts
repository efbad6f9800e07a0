import { rm, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Order } from "../../src/plan/order-clips.ts";
import { failure, makeMiddleCard, makeShelf, provenFacts, readTree } from "../support/middle-run.ts";

const CLIPS = ["A001C001", "A001C002", "A001C003"];

async function cardOf(...paths: readonly string[]) {
  const card = await makeMiddleCard();
  for (const path of paths) await card.place(path);
  return card;
}
const cardOfThree = () => cardOf(...CLIPS.map((clip) => `_graded/${clip}.mp4`));

test("every way to end is one end of its own", async () => {
  const card = await cardOf(
    ...["DONE", "FAILS", "REJECTED", "CHANGED"].map((clip) => `_graded/${clip}.mp4`),
    "_graded/CUT.mp4",
    "_log/LONE.mp4",
  );
  const shelf = makeShelf("a", (memory) => ({
    send: async (file, transfer) => {
      if (file.clipName === "FAILS") throw failure("upload_failed");
      if (file.clipName === "CHANGED") await writeFile(file.path, "longer than it was before");
      return memory.send(file, transfer);
    },
  }));
  const probed = ({ path }: { path: string }) =>
    path.includes("CUT")
      ? ({ problem: { code: "partial", message: "Cut short." } } as const)
      : { facts: provenFacts(path.includes("REJECTED") ? { video: { codec: "hevc" } } : {}) };
  const changes = { cards: { probed }, wants: { proxy: "never" } } as const;
  const first = await card.run([shelf], changes);
  expect(first.statuses()).toEqual({
    DONE: ["done"],
    FAILS: ["failed"],
    REJECTED: ["rejected"],
    CHANGED: ["deferred"],
    CUT: ["rejected"],
    LONE: ["deferred"],
  });
  expect(first.ends.get("LONE")?.[0]?.error?.code).toBe("graded_missing");
  expect(first.ends.get("CHANGED")?.[0]?.error?.code).toBe("card_changed");
  expect(first.result).toMatchObject({ status: "ok", exitCode: 4, counts: { found: 6 } });
  expect((await card.run([shelf], changes)).statuses()["DONE"]).toEqual(["skipped"]);
});

for (const code of ["token_refused", "destination_unreachable"] as const)
  for (const stage of ["open", "list", "send", "patch"] as const)
    test(`where ${stage} says ${code}, every clip ends once and the next run completes it`, async () => {
      const card = await cardOfThree();
      let isBroken = true;
      const fail = () => Promise.reject(failure(code));
      const shelf = makeShelf("a", () => (isBroken ? { [stage]: fail } : {}));
      const run = await card.run([shelf]);
      expect([...run.ends.keys()].toSorted()).toEqual(CLIPS);
      for (const ends of run.ends.values()) expect(ends).toHaveLength(1);
      expect(run.result.counts).toMatchObject({ found: 3, done: 0, skipped: 0 });
      expect(run.result).toMatchObject({ status: "error", code });
      isBroken = false;
      expect((await card.run([shelf])).result.exitCode).toBe(0);
      expect(shelf.files.size).toBe(3);
      expect((await card.run([shelf])).result.counts.skipped).toBe(3);
    });

test("a bug at a destination fails its clips and nothing else", async () => {
  const card = await cardOfThree();
  const shelf = makeShelf("a", () => ({ send: () => Promise.reject(new TypeError("x is undefined")) }));
  const run = await card.run([shelf]);
  expect(run.statuses()).toEqual(Object.fromEntries(CLIPS.map((clip) => [clip, ["failed"]])));
  expect(run.ends.get("A001C001")?.[0]?.error?.code).toBe("bug");
});

test("a run that is stopped before it began anything leaves every clip for the next", async () => {
  const card = await cardOfThree();
  const shelf = makeShelf("a");
  const run = await card.run([shelf], { signal: AbortSignal.abort(failure("cancelled")) });
  expect(run.result).toMatchObject({ status: "cancelled", exitCode: 3 });
  expect(shelf.files.size).toBe(0);
});

const SIZES = { A001C001: 300, A001C002: 600, A001C003: 100, A001C004: 500, A001C005: 200, A001C006: 400 };
const ORDERS: Readonly<Record<Order, string>> = { circled: "461235", name: "123456", size: "351642" };

test.each(Object.entries(ORDERS))(
  "--order %s; graded files of all clips before any LOG",
  async (order, digits) => {
    const card = await makeMiddleCard();
    for (const [clip, size] of Object.entries(SIZES))
      for (const role of ["graded", "log"]) await card.place(`_${role}/${clip}.mp4`, "x".repeat(size));
    await card.place("day.csv", "Name,Circled\nA001C006,yes\nA001C004,yes\nA001C001,no\n");
    // Whichever file is ready first may go first; the others wait behind it, and go in order.
    const shelf = makeShelf("a", (memory) => ({
      send: async (file, transfer) => {
        if (memory.files.size === 0) await new Promise((resolve) => setTimeout(resolve, 500));
        return memory.send(file, transfer);
      },
    }));
    const concurrency = { upload: 1, encode: 1 };
    const run = await card.run([shelf], { delivery: { order: order as Order, concurrency } });
    expect(run.result.exitCode).toBe(0);
    const [first = "", ...others] = shelf.sent;
    const inOrder = digits.split("").map((digit) => `_graded/A001C00${digit}.mp4`);
    expect(inOrder).toContain(first);
    expect(others.slice(0, 5)).toEqual(inOrder.filter((key) => key !== first));
    expect(others.slice(5).toSorted()).toEqual(Object.keys(SIZES).map((clip) => `_log/${clip}.mp4`));
  },
);

test("many new clips cost few listings; with nothing to do there is one, and nothing is written", async () => {
  const clips = Array.from({ length: 100 }, (_, at) => `A001C${String(at + 1).padStart(3, "0")}`);
  const card = await cardOf(...clips.map((clip) => `_graded/${clip}.mp4`));
  await card.place("day.csv", ["Name,Scene", ...clips.map((clip) => `${clip},22`)].join("\n"));
  const shelf = makeShelf("a", (memory) => ({
    // As slow as a listing over the network: what was listed a moment ago counts.
    list: (signal) => new Promise((resolve) => setTimeout(() => resolve(memory.list(signal)), 200)),
    open: (signal) => new Promise((resolve) => setTimeout(() => resolve(memory.open(signal)), 200)),
  }));
  const first = await card.run([shelf]);
  expect(first.result).toMatchObject({ exitCode: 0, counts: { done: 100 } });
  expect(shelf.calls.open + shelf.calls.list).toBeLessThanOrEqual(
    3 + Math.ceil(first.result.durationSeconds / 2),
  );

  const before = [await readTree(card.stateFolder), await readTree(card.workFolder)];
  Object.assign(shelf.calls, { open: 0, list: 0, send: 0, patch: 0 });
  const second = await card.run([shelf]);
  expect(second.result).toMatchObject({ exitCode: 0, counts: { skipped: 100 } });
  expect(shelf.calls).toEqual({ open: 1, list: 0, send: 0, patch: 0 });
  expect([await readTree(card.stateFolder), await readTree(card.workFolder)]).toEqual(before);
});

test("two cards with one clip name at once: one is up, the other is a clash, as one after the other", async () => {
  const one = await makeMiddleCard();
  const other = await makeMiddleCard(one);
  await one.place("CLIP/C0001.MP4", "one");
  await other.place("CLIP/C0001.MP4", "the other one");
  const shelf = makeShelf("a", (memory) => ({
    send: async (file, transfer) => {
      await new Promise((resolve) => setTimeout(resolve, 300));
      return memory.send(file, transfer);
    },
  }));
  const cards = {
    probed: ({ path }: { path: string }) => ({
      facts: provenFacts({ timecode: path.startsWith(one.root) ? "10:00:00:00" : "03:00:00:00" }),
    }),
  };
  const runs = await Promise.all([one.run([shelf], { cards }), other.run([shelf], { cards })]);
  expect(runs.map(({ result }) => result.exitCode).toSorted()).toEqual([0, 5]);
  expect(shelf.calls.send).toBe(1);
  const rejected = runs.find(({ result }) => result.exitCode === 5);
  expect(rejected?.ends.get("C0001")).toMatchObject([{ status: "rejected", error: { code: "name_clash" } }]);
});

test("another spelling of a clip that is there is a clash, and is not sent", async () => {
  const composed = "Szene_\u00dcber_001";
  const card = await cardOf(`_graded/${composed}.mp4`);
  const there = { name: composed.normalize("NFD"), metadata: { timecode: "01:00:00:00", fps: 23.98 } };
  const shelf = makeShelf("a", () => ({}), [there]);
  const run = await card.run([shelf]);
  expect(run.result.exitCode).toBe(5);
  expect(shelf.calls.send).toBe(0);
  expect([...(await shelf.clips()).keys()]).toEqual([there.name]);
});

const sceneAt = async (shelf: ReturnType<typeof makeShelf>) =>
  (await shelf.clips()).get("A001C001")?.metadata.scene;

async function sheetOn(path: string, scene: string, hoursAgo: number): Promise<string> {
  await writeFile(path, `Name,Scene,Lens\nA001C001,${scene},50mm\n`);
  const then = new Date(Date.now() - hoursAgo * 3_600_000);
  await utimes(path, then, then);
  return path;
}

test("an older sheet that lies beside the clips again does not bring its values back; a newer one wins", async () => {
  const card = await cardOf("_graded/A001C001.mp4");
  const shelf = makeShelf("a");
  const path = join(card.root, "day.csv");
  await sheetOn(path, "22", 5);
  await card.run([shelf]);
  await sheetOn(path, "23", 1);
  await card.run([shelf]);
  expect(await sceneAt(shelf)).toBe("23");
  await sheetOn(path, "22", 5);
  const old = await card.run([shelf]);
  expect(await sceneAt(shelf)).toBe("23");
  expect(old.warnings("metadata_kept")).toHaveLength(1);
  await sheetOn(path, "24", 0);
  await card.run([shelf]);
  expect(await sceneAt(shelf)).toBe("24");
});

test("a sheet that is given again was decided on when it was given first", async () => {
  const card = await cardOf("_graded/A001C001.mp4");
  const shelf = makeShelf("a");
  const folder = (await makeMiddleCard()).root;
  const one = await sheetOn(join(folder, "one.csv"), "22", 5);
  const two = await sheetOn(join(folder, "two.csv"), "23", 6);
  const give = (file: string) => card.run([shelf], { sheets: { files: [file] } });
  await give(one);
  await give(two);
  expect(await sceneAt(shelf)).toBe("23");
  const again = await give(one);
  expect(await sceneAt(shelf)).toBe("23");
  expect(again.warnings("metadata_kept")).toHaveLength(1);
  await sheetOn(one, "25", 4);
  await give(one);
  expect(await sceneAt(shelf)).toBe("25");
});

test("overwriting shows old and new, and writes the way back; what a person entered stays without it", async () => {
  const card = await cardOf("_graded/A001C001.mp4");
  const shelf = makeShelf("a");
  await card.run([shelf]);
  const person = [{ name: "A001C001", metadata: { scene: "9Z" } }];
  await shelf.destination.patch(person, new AbortController().signal);
  await sheetOn(join(card.root, "day.csv"), "22", 1);
  const kept = await card.run([shelf]);
  expect([await sceneAt(shelf), kept.warnings("metadata_kept").length]).toEqual(["9Z", 1]);
  const run = await card.run([shelf], { sheets: { onConflict: "overwrite" } });
  expect(await sceneAt(shelf)).toBe("22");
  expect(run.result.undoFile).toBeDefined();
  const shown = run.events.find((event) => event.type === "clip-changing");
  expect(shown).toMatchObject({ clip: "A001C001", changes: [{ property: "scene", old: "9Z", new: "22" }] });
});

test("a card that is gone while the run begins ends it, and every clip that was found", async () => {
  const card = await cardOfThree();
  const shelf = makeShelf("a", (memory) => ({
    open: async (signal) => {
      await rm(card.root, { recursive: true });
      return memory.open(signal);
    },
  }));
  const run = await card.run([shelf]);
  expect(run.result).toMatchObject({ status: "error", code: "card_removed", exitCode: 12 });
  for (const ends of run.ends.values()) expect(ends).toHaveLength(1);
  expect([...run.ends.keys()].toSorted()).toEqual(CLIPS);
});
