import { mkdir, readdir, rm, utimes, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import type { Destination, Takes } from "../../src/destinations/destination.ts";
import { openMemory } from "../../src/destinations/memory.ts";
import { openLedger } from "../../src/ledger/ledger.ts";
import { cardFolder, workFolderOf } from "../../src/ledger/places.ts";
import { showStatus, type StatusRequest } from "../../src/runs/show-status.ts";
import {
  CLIP,
  endedClips,
  type InspectedCard,
  makeInspectedCard,
  OFFLINE,
  SECOND,
} from "../support/inspected-card.ts";
import { anyTools } from "../support/media-toolsets.ts";

async function look(
  card: InspectedCard,
  more: Partial<StatusRequest> = {},
  destination: Partial<Destination> = {},
) {
  const { events, ...request } = card.request(destination);
  const result = await showStatus({ ...request, tools: undefined, ...more });
  const warnings = events.filter((event) => event.type === "warning");
  return { result, clips: endedClips(events), warnings };
}

async function deliveredCard(): Promise<InspectedCard> {
  const card = await makeInspectedCard();
  for (const clip of [CLIP, SECOND]) {
    await card.place(clip, `picture of ${clip}`);
    await card.send(clip, "graded", { facts: { timecode: "10:00:00:00", fps: 25 } });
  }
  return card;
}

test("a card of which all is up, listed and annotated is complete, with its receipts", async () => {
  const card = await deliveredCard();
  const { result, clips } = await look(card);
  expect(result).toMatchObject({ code: "ok", exitCode: 0, counts: { found: 2, done: 2 }, next: [] });
  expect(clips.get(CLIP)).toMatchObject({
    outcome: { status: "done", roll: "A001", files: [{ key: `_graded/${CLIP}.mp4` }] },
    standing: {
      card: "A001R1AA",
      day: "20261120",
      files: { graded: "up" },
      isListed: true,
      lacksMetadata: [],
    },
  });
});

test("a clip that was never sent waits, and the next command sends it", async () => {
  const card = await deliveredCard();
  await card.place("A001C003_261120_R1AA", "new");
  await card.place(CLIP, "log of it", "log");
  const { result, clips } = await look(card);
  expect(result).toMatchObject({ code: "clips_failed", exitCode: 4, counts: { done: 1, deferred: 2 } });
  expect(clips.get("A001C003_261120_R1AA")?.standing?.files).toEqual({ graded: "missing" });
  expect(clips.get(CLIP)?.standing?.files).toEqual({ graded: "up", log: "missing" });
  expect(result.next[0]).toMatch(new RegExp(`: odailies ingest ${card.root} --project p$`));
  // A script finds a reason beside every exit code but 0.
  expect(result.errors).toMatchObject([
    { code: "clips_failed", message: "2 clips are not up with all their files." },
  ]);
});

test("a thumbnail is missed only where one is wanted", async () => {
  const card = await deliveredCard();
  const { result, clips } = await look(card, { wants: { ...card.request().wants, thumbnail: "auto" } });
  expect(result.exitCode).toBe(4);
  expect(clips.get(CLIP)?.standing?.files).toEqual({ graded: "up", thumbnail: "missing" });
});

test("what a clip owes is known as it was decided, whether its card is named or the folder around it", async () => {
  const card = await deliveredCard();
  const ledger = await openLedger(card.stateFolder);
  for (const clip of [CLIP, SECOND]) {
    const owed = { root: card.root, roll: "A001" };
    const files = [{ role: "graded", recipe: "r", path: `_graded/${clip}.mp4` }] as const;
    ledger.append(
      { root: card.root, name: "A001R1AA" },
      { type: "owed", destination: "memory", clip, ...owed, files },
    );
  }
  ledger.close();
  const wants = { ...card.request().wants, thumbnail: "auto" } as const;
  for (const folder of [card.root, dirname(card.root)]) {
    const { result, clips } = await look(card, { folders: [folder], wants });
    expect(result.exitCode, folder).toBe(0);
    expect(clips.get(CLIP)?.standing?.files).toEqual({ graded: "up" });
  }
});

test("a copy of the card with other dates is the same card; another file under a name is a clash", async () => {
  const card = await deliveredCard();
  await utimes(card.pathOf(CLIP), new Date(), new Date("2001-01-01"));
  expect((await look(card)).result.exitCode).toBe(0);

  await card.place(CLIP, "another take, under this name");
  const { result, clips } = await look(card);
  expect(result).toMatchObject({ code: "clips_rejected", exitCode: 5 });
  const { error } = clips.get(CLIP)!.outcome;
  expect(error).toMatchObject({
    code: "name_clash",
    message: expect.stringMatching(/31 bytes.*29 bytes/) as string,
  });
});

test("a clip that the service shows no more, and values that it lost, are not complete", async () => {
  const card = await deliveredCard();
  card.clips.delete(CLIP);
  card.clips.set(SECOND, { name: SECOND, metadata: { timecode: "10:00:00:00" } });
  const { result, clips } = await look(card);
  expect(result.exitCode).toBe(4);
  expect(clips.get(CLIP)?.outcome).toMatchObject({ status: "failed", error: { code: "clip_not_listed" } });
  expect(clips.get(SECOND)).toMatchObject({
    outcome: { status: "deferred" },
    standing: { lacksMetadata: ["fps"] },
  });
});

test("what a person took out or changed on the service is not missed", async () => {
  const card = await deliveredCard();
  await card.send(CLIP, "graded", { facts: { timecode: "10:00:00:00", scene: "22", circled: true } });
  card.clips.set(CLIP, { name: CLIP, metadata: { timecode: "11:00:00:00", fps: 25 } });
  expect((await look(card)).result.exitCode).toBe(0);
});

test("offline the receipts tell, it is said that nobody was asked, and it is not called complete", async () => {
  const card = await deliveredCard();
  const { result, clips, warnings } = await look(card, {}, OFFLINE);
  expect(clips.get(CLIP)).toMatchObject({ outcome: { status: "done" }, standing: { isListed: undefined } });
  expect(warnings).toMatchObject([
    { code: "not_asked", message: expect.stringContaining("no network") as string },
  ]);
  expect(result).toMatchObject({ status: "ok", code: "destination_unreachable", exitCode: 40 });

  await card.place("A001C003_261120_R1AA", "new");
  expect((await look(card, {}, OFFLINE)).result).toMatchObject({ code: "clips_failed", exitCode: 4 });
});

test("what a destination does not take is not missed, asked or not", async () => {
  const card = await deliveredCard();
  const wants = { ...card.request().wants, thumbnail: "auto" } as const;
  const takes: Takes = { ...openMemory().takes, roles: ["graded"] };
  for (const destination of [{ takes }, { takes, ...OFFLINE }]) {
    const [memory] = card.request(destination).to;
    const to = [{ ...memory!, takes }] as const;
    const { clips } = await look(card, { wants, to });
    expect(clips.get(CLIP)).toMatchObject({ outcome: { status: "done" } });
    expect(clips.get(CLIP)?.standing?.files).toEqual({ graded: "up" });
  }
});

test("a proxy that is made and not sent is told from nothing", async () => {
  const card = await makeInspectedCard();
  await card.place(CLIP, "picture");
  const receipt = await card.send(CLIP);
  await rm(join(card.stateFolder, "ledger"), { recursive: true });
  const found = { name: "A001R1AA", root: card.root };
  const ledger = await openLedger(card.stateFolder);
  const source = { path: `_graded/${CLIP}.mp4`, sizeBytes: 7, mtimeMs: Date.now(), quickHash: "" };
  const file = `${CLIP}.graded.mp4`;
  const bytes = receipt.bytes;
  ledger.append(found, {
    type: "made",
    clip: CLIP,
    role: "graded",
    source,
    recipe: "r",
    file,
    bytes,
    action: "encode",
  });
  ledger.close();
  const files = async () => (await look(card)).clips.get(CLIP)?.standing?.files;
  expect(await files()).toEqual({ graded: "missing" });
  const folder = workFolderOf(card.request().own, cardFolder(found));
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, file), "7 bytes");
  expect(await files()).toEqual({ graded: "made" });
});

test("broken files are told from clips that wait, without decoding; without ffprobe all wait", async () => {
  const card = await deliveredCard();
  await card.place("A001C003_261120_R1AA", "no video at all");
  const without = await look(card);
  expect(without.clips.get("A001C003_261120_R1AA")?.outcome.status).toBe("deferred");
  const { result, clips } = await look(card, { tools: anyTools() });
  expect(clips.get("A001C003_261120_R1AA")?.outcome).toMatchObject({
    status: "rejected",
    error: { code: "spec_not_met" },
  });
  expect(result).toMatchObject({ exitCode: 5 });
});

test("without folders every card that was sent from here is told, and nothing is not complete", async () => {
  const card = await deliveredCard();
  await rm(card.root, { recursive: true });
  const { result, clips } = await look(card, { folders: [] });
  expect(result).toMatchObject({ exitCode: 0, counts: { found: 2, done: 2 } });
  expect(clips.get(CLIP)).toMatchObject({
    outcome: { roll: "A001" },
    standing: { card: "A001R1AA", day: "20261120" },
  });

  card.clips.delete(CLIP);
  expect((await look(card, { folders: [] })).result).toMatchObject({
    exitCode: 4,
    next: [expect.stringContaining("on A001R1AA again") as string],
  });
  const empty = await look(await makeInspectedCard(), { folders: [] });
  expect(empty.result).toMatchObject({ status: "error", code: "card_empty", exitCode: 11 });
});

test("a clip of which only metadata was sent from here is none of this computer's deliveries", async () => {
  const card = await deliveredCard();
  const ledger = await openLedger(card.stateFolder);
  const destination = "memory";
  const nowhere = { name: "annotate", root: "" };
  ledger.append(nowhere, {
    type: "annotated",
    destination,
    clip: "SENT_BY_OTHERS",
    metadata: { scene: "1" },
  });
  ledger.append(nowhere, { type: "sending", destination, clip: "BEGUN", role: "log" });
  ledger.close();
  const { result, clips } = await look(card, { folders: [] });
  expect(clips.has("SENT_BY_OTHERS")).toBe(false);
  expect(clips.get("BEGUN")).toMatchObject({
    outcome: { status: "deferred" },
    standing: { files: { log: "missing" } },
  });
  expect(result.exitCode).toBe(4);
});

test("looking writes nothing", async () => {
  const card = await deliveredCard();
  const { workFolder } = card;
  const before = await readdir(card.stateFolder, { recursive: true });
  await look(card);
  expect(await readdir(card.stateFolder, { recursive: true })).toEqual(before);
  expect(await readdir(workFolder)).toEqual([]);
});

test("the day of a clip that does not tell it is that of its folder", async () => {
  const card = await makeInspectedCard();
  await mkdir(join(card.root, "20260424_Day012"));
  await writeFile(join(card.root, "20260424_Day012/C0001.mp4"), "picture");
  const { clips } = await look(card);
  expect(clips.get("C0001")?.standing).toMatchObject({ day: "20260424" });
});
