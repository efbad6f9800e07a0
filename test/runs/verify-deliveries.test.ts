import { open, rm, stat, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { hashFile } from "../../src/checksums/file-hasher.ts";
import type { Destination } from "../../src/destinations/destination.ts";
import { openLedger } from "../../src/ledger/ledger.ts";
import { verifyDeliveries, type VerifyRequest } from "../../src/runs/verify-deliveries.ts";
import {
  CLIP,
  endedClips,
  type InspectedCard,
  makeInspectedCard,
  OFFLINE,
} from "../support/inspected-card.ts";

/** Longer than the two ends that a quick look reads. */
const LONG = Buffer.alloc(3 * 1024 * 1024, "picture ");

async function verify(
  card: InspectedCard,
  more: Partial<VerifyRequest> = {},
  destination: Partial<Destination> = {},
) {
  const { events, ...request } = card.request(destination);
  const result = await verifyDeliveries({
    ...request,
    frame: { ...request.frame, command: "verify" },
    mhl: "auto",
    isQuick: false,
    ...more,
  });
  const clips = endedClips(events);
  const verdicts = (clips.get(CLIP)?.checks ?? []).map(({ role, verdict }) => `${role} ${verdict}`);
  return { result, clips, verdicts, outcome: clips.get(CLIP)?.outcome, checks: clips.get(CLIP)?.checks };
}

async function delivered(sending: Parameters<InspectedCard["send"]>[2] = {}): Promise<InspectedCard> {
  const card = await makeInspectedCard();
  await card.place(CLIP, LONG);
  await card.send(CLIP, "graded", sending);
  return card;
}

/** One byte in the middle, with the old date: what a failing disk does. */
async function rot(path: string): Promise<void> {
  const { atime, mtime, size } = await stat(path);
  const file = await open(path, "r+");
  await file.write("X", Math.floor(size / 2));
  await file.close();
  await utimes(path, atime, mtime);
}

async function writeMhl(card: InspectedCard, md5: string): Promise<void> {
  const entry = `<hash><file>_graded/${CLIP}.mp4</file><size>${LONG.length}</size><lastmodificationdate>2026-11-20T10:00:00Z</lastmodificationdate><md5>${md5}</md5><hashdate>2026-11-20T10:00:00Z</hashdate></hash>`;
  const text = `<?xml version="1.0" encoding="UTF-8"?>\n<hashlist version="1.1">${entry}</hashlist>\n`;
  await writeFile(join(card.root, "A001R1AA.mhl"), text);
}

test("a file whose bytes are those of its receipt, and whose MD5 the storage confirmed, is hash-verified", async () => {
  const card = await delivered();
  const { result, verdicts, outcome } = await verify(card);
  expect(verdicts).toEqual(["graded hash-verified"]);
  expect(outcome).toMatchObject({ status: "done", files: [{ key: `_graded/${CLIP}.mp4` }] });
  expect(result).toMatchObject({ code: "ok", exitCode: 0, next: [] });
});

test("a clip that was refused is not told to be sent as it is", async () => {
  const card = await delivered();
  await card.place("A001C002_261120_R1AA", "another one's name");
  const ledger = await openLedger(card.stateFolder);
  const error = {
    code: "name_clash",
    message: "The project has another clip.",
    hint: "Give --replace.",
  } as const;
  const ended = {
    type: "ended",
    destination: "memory",
    clip: "A001C002_261120_R1AA",
    status: "rejected",
  } as const;
  ledger.append({ root: card.root, name: "A001R1AA" }, { ...ended, error });
  ledger.close();
  const { result, clips } = await verify(card);
  expect(clips.get("A001C002_261120_R1AA")?.outcome).toMatchObject({ status: "rejected", error });
  expect(result).toMatchObject({
    exitCode: 5,
    next: ["mend or replace the rejected clips; odailies check looks at each."],
  });
});

test("a byte that rotted in the source is found by reading it, and --quick says honestly that it reads nothing", async () => {
  const card = await delivered();
  await rot(card.pathOf(CLIP));
  const quick = await verify(card, { isQuick: true });
  expect(quick.verdicts).toEqual(["graded size-only"]);
  expect(quick.result.exitCode).toBe(0);

  const { result, verdicts, outcome } = await verify(card);
  expect(verdicts).toEqual(["graded different"]);
  expect(outcome).toMatchObject({ status: "failed", error: { code: "verify_failed" } });
  expect(outcome?.error?.message).toMatch(/xxh64 is [0-9a-f]{16}, [0-9a-f]{16} was sent/);
  expect(result.exitCode).toBe(4);
  expect(result.next.join()).toContain("do not wipe");
});

test("a source of another length differs at once", async () => {
  const card = await delivered();
  await card.place(CLIP, "shorter");
  for (const isQuick of [true, false]) {
    const { outcome } = await verify(card, { isQuick });
    expect(outcome).toMatchObject({
      status: "failed",
      error: { message: expect.stringContaining("7 bytes now") as string },
    });
  }
});

test("a storage that told no hash, and a proxy whose source has none on a receipt, are size-only", async () => {
  const told = await verify(await delivered({ etag: '"5f1d-2"' }));
  expect(told.verdicts).toEqual(["graded size-only"]);
  expect(told.checks?.[0]?.stored).toContain("only its size");
  expect(told.result.exitCode).toBe(0);

  const card = await delivered({ action: "encode" });
  expect((await verify(card)).verdicts).toEqual(["graded size-only"]);
  const path = card.pathOf(CLIP);
  const { atime, mtime } = await stat(path);
  const file = await open(path, "r+");
  await file.write("X", 5);
  await file.close();
  await utimes(path, atime, mtime);
  expect((await verify(card)).verdicts).toEqual(["graded different"]);
});

test("a clip that the service shows no more, or that another one replaced, differs", async () => {
  const card = await delivered({ facts: { timecode: "10:00:00:00", fps: 25 }, seconds: 12 });
  card.clips.set(CLIP, { name: CLIP, metadata: { timecode: "10:00:00:00", fps: 25, duration: 40 } });
  const replaced = await verify(card);
  expect(replaced.outcome?.error).toMatchObject({
    code: "verify_failed",
    message: expect.stringContaining("40.0 s there, 12.0 s here") as string,
  });
  card.clips.delete(CLIP);
  const gone = await verify(card);
  expect(gone.outcome).toMatchObject({ status: "failed", error: { code: "clip_not_listed" } });
  expect(gone.result.next.join()).toContain("odailies ingest");
});

test("where files can be read back, a stored file that was tampered with or deleted is found", async () => {
  const card = await delivered({ etag: "none", action: "passthrough" });
  const stored = join(card.stateFolder, "stored.mp4");
  await writeFile(stored, LONG);
  const readBack = () =>
    stat(stored)
      .then(() => hashFile(stored))
      .catch(() => undefined);
  expect((await verify(card, {}, { readBack })).verdicts).toEqual(["graded hash-verified"]);
  await rot(stored);
  const tampered = await verify(card, {}, { readBack });
  expect(tampered.outcome?.error).toMatchObject({
    code: "verify_failed",
    hint: expect.stringContaining("--force") as string,
  });
  await rm(stored);
  const gone = await verify(card, {}, { readBack });
  expect(gone.outcome?.error?.message).toContain("not there any more");
  expect(gone.result.exitCode).toBe(4);
});

test("without a receipt, and with a source that is gone, nothing is verified and the exit code is not 0", async () => {
  const card = await makeInspectedCard();
  await card.place(CLIP, "never sent");
  const never = await verify(card);
  expect(never.verdicts).toEqual(["graded not-verified"]);
  expect(never.outcome?.status).toBe("deferred");
  expect(never.result).toMatchObject({ code: "clips_failed", exitCode: 4 });

  await card.place("A001C002_261120_R1AA", "another");
  await card.send("A001C002_261120_R1AA");
  await card.send(CLIP);
  await rm(card.pathOf(CLIP));
  const gone = await verify(card);
  expect(gone.verdicts).toEqual(["graded not-verified"]);
  expect(gone.checks?.[0]).toMatchObject({
    source: "not on the card any more",
    stored: expect.stringContaining("listed") as string,
  });
  expect(gone.result.exitCode).toBe(4);
});

test("offline the sources are compared all the same, and it is said that nobody asked the service", async () => {
  const card = await delivered();
  const calm = await verify(card, {}, OFFLINE);
  expect(calm.verdicts).toEqual(["graded not-verified"]);
  expect(calm.checks?.[0]).toMatchObject({ source: "sha256 as sent", stored: "not asked" });
  expect(calm.result).toMatchObject({ status: "ok", code: "destination_unreachable", exitCode: 40 });
  await rot(card.pathOf(CLIP));
  expect((await verify(card, {}, OFFLINE)).result).toMatchObject({ code: "clips_failed", exitCode: 4 });
});

test("hash lists beside the files are compared too; a proxy's source is hash-verified by them", async () => {
  const card = await delivered({ action: "encode" });
  const { md5 } = await hashFile(card.pathOf(CLIP));
  await writeMhl(card, md5);
  const good = await verify(card);
  expect(good.verdicts).toEqual(["graded hash-verified"]);
  expect(good.checks?.[0]?.listed).toBe("md5 as listed");

  await writeMhl(card, "0".repeat(32));
  const bad = await verify(card);
  expect(bad.outcome).toMatchObject({ status: "rejected", error: { code: "mhl_mismatch" } });
  expect(bad.result).toMatchObject({ code: "clips_rejected", exitCode: 5 });
  expect((await verify(card, { mhl: "ignore" })).result.exitCode).toBe(0);

  await rm(join(card.root, "A001R1AA.mhl"));
  expect((await verify(card, { mhl: "require" })).result.exitCode).toBe(5);
});
