import { appendFile, mkdir, readdir, readFile, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openLedger, readLedger } from "../../src/ledger/ledger.ts";
import type { LedgerRecord } from "../../src/ledger/record.ts";
import { cardFolder } from "../../src/ledger/places.ts";
import { tempFolder } from "../support/temp-folder.ts";

const CARD = { root: "/Volumes/A001", name: "A001" };
const AT = { destination: "project" } as const;
const SOURCE = { path: "A001C001.mp4", sizeBytes: 10, mtimeMs: 1, quickHash: "aa" };

function sent(clip: string, sentAt = "2026-11-20T10:00:00Z"): LedgerRecord {
  const receipt = {
    role: "graded",
    key: `_graded/${clip}.mp4`,
    bytes: 10,
    xxh64: "x",
    sha256: "s",
    md5: "m",
    action: "passthrough",
    sentAt,
  } as const;
  return {
    ...AT,
    type: "sent",
    clip,
    role: "graded",
    source: SOURCE,
    recipe: "r",
    receipt,
    facts: { fps: 25 },
  };
}

async function fileOf(state: string): Promise<string> {
  const entries = await readdir(join(state, "ledger"), { recursive: true });
  return join(
    state,
    "ledger",
    entries.find((entry) => entry.endsWith(".jsonl"))!,
  );
}

test("what was written is there for the next run, whichever folder the card has by then", async () => {
  const state = await tempFolder();
  const ledger = await openLedger(state);
  ledger.append(CARD, sent("A001C001"));
  ledger.append(CARD, { ...AT, type: "annotated", clip: "A001C001", metadata: { scene: "22" } });
  ledger.append(CARD, { ...AT, type: "annotated", clip: "A001C001", metadata: { take: "1" } });
  ledger.close();

  const moved = await openLedger(state);
  expect(moved.at("project").sent("A001C001", "graded")?.receipt.key).toBe("_graded/A001C001.mp4");
  expect(moved.at("project").annotated("A001C001", {})).toEqual({ scene: "22", take: "1" });
  expect(moved.at("project").sent("A001C001", "log")).toBeUndefined();
  moved.close();
});

test("another destination knows nothing of it", async () => {
  const state = await tempFolder();
  const ledger = await openLedger(state);
  ledger.append(CARD, sent("A001C001"));
  ledger.close();
  expect((await readLedger(state)).at("other").sent("A001C001", "graded")).toBeUndefined();
});

test("the newest record of a clip counts", async () => {
  const state = await tempFolder();
  const ledger = await openLedger(state);
  ledger.append(CARD, sent("A001C001", "2026-11-20T10:00:00Z"));
  ledger.append(CARD, sent("A001C001", "2026-11-20T11:00:00Z"));
  ledger.close();
  const later = await readLedger(state);
  expect(later.at("project").sent("A001C001", "graded")?.receipt.sentAt).toBe("2026-11-20T11:00:00Z");
});

test("a run reads only what is said of its own clips, and of sheets", async () => {
  const state = await tempFolder();
  const ledger = await openLedger(state);
  const names = ["A001C001", "A001C002", 'A001C003 "take"', "Häuser"];
  for (const name of names) ledger.append(CARD, sent(name));
  for (const name of names)
    ledger.append(CARD, { ...AT, type: "annotated", clip: name, metadata: { scene: "22" } });
  ledger.append(CARD, { ...sent("day.ale"), role: "ale" } as LedgerRecord);
  ledger.close();
  const own = new Set(["A001C001", 'A001C003 "take"', "Häuser"]);
  const later = await openLedger(state, own);
  const known = names.filter(
    (name) =>
      later.at("project").sent(name, "graded") && later.at("project").annotated(name, {}).scene === "22",
  );
  expect(known).toEqual([...own]);
  expect([
    later.at("project").sent("A001C002", "graded"),
    later.at("project").annotated("A001C002", {}),
  ]).toEqual([undefined, {}]);
  expect(later.at("project").sent("day.ale", "ale")).toBeDefined();
  later.close();
});

test("a line cut off at any byte costs that line alone, and not the next one written", async () => {
  const state = await tempFolder();
  const ledger = await openLedger(state);
  ledger.append(CARD, sent("A001C001"));
  ledger.append(CARD, sent("A001C002"));
  ledger.close();
  const path = await fileOf(state);
  const whole = await readFile(path, "utf8");
  const firstLine = whole.indexOf("\n") + 1;
  for (let length = firstLine; length < whole.length - 1; length += 1) {
    await truncate(path, 0);
    await appendFile(path, whole.slice(0, length));
    const reopened = await openLedger(state);
    expect(reopened.at("project").sent("A001C001", "graded")).toBeDefined();
    expect(reopened.at("project").sent("A001C002", "graded")).toBeUndefined();
    reopened.append(CARD, sent("A001C003"));
    reopened.close();
    expect((await readLedger(state)).at("project").sent("A001C003", "graded")).toBeDefined();
  }
});

test("values whose answer nobody read count as sent where they have arrived, and only there", async () => {
  const state = await tempFolder();
  const ledger = await openLedger(state);
  ledger.append(CARD, { ...AT, type: "annotated", clip: "A", metadata: { scene: "21", take: "1" } });
  ledger.append(CARD, { ...AT, type: "annotating", clip: "A", metadata: { scene: "22", fps: 25 } });
  ledger.close();
  const later = await readLedger(state);
  expect(later.at("project").annotated("A", { scene: "22", fps: 25 })).toEqual({
    scene: "22",
    take: "1",
    fps: 25,
  });
  expect(later.at("project").annotated("A", { scene: "21" })).toEqual({ scene: "21", take: "1" });
  expect(later.at("project").annotated("A", { scene: "by hand" })).toEqual({ scene: "21", take: "1" });
});

test("an upload that was begun is known, whether it arrived or not", async () => {
  const state = await tempFolder();
  const ledger = await openLedger(state);
  ledger.append(CARD, { ...AT, type: "sending", clip: "A", role: "graded" });
  ledger.close();
  const later = await readLedger(state);
  expect(later.at("project").wasBegun("A", "graded")).toBe(true);
  expect(later.at("project").wasBegun("A", "log")).toBe(false);
  expect(later.at("project").sent("A", "graded")).toBeUndefined();
});

test("a file that was made is wanted until every destination that owes it has it", async () => {
  const ledger = await openLedger(await tempFolder());
  const made = { source: SOURCE, recipe: "r", file: "A.graded.mp4", bytes: 1, action: "encode" } as const;
  ledger.append(CARD, { type: "made", clip: "A001C001", role: "graded", ...made });
  const files = [{ role: "graded", recipe: "r", path: SOURCE.path }] as const;
  for (const destination of ["project", "library"])
    ledger.append(CARD, { type: "owed", destination, clip: "A001C001", root: CARD.root, files });
  const wanted = () => [...ledger.madeFiles(cardFolder(CARD))];
  expect(wanted()).toEqual(["A.graded.mp4"]);
  ledger.append(CARD, sent("A001C001"));
  expect(wanted()).toEqual(["A.graded.mp4"]);
  ledger.append(CARD, { ...sent("A001C001"), destination: "library" } as LedgerRecord);
  expect(wanted()).toEqual([]);
  ledger.close();
});

test("a record of another version is named and kept, and the others count", async () => {
  const state = await tempFolder();
  const ledger = await openLedger(state);
  ledger.append(CARD, sent("A001C001"));
  ledger.close();
  const path = await fileOf(state);
  const strange = [
    { v: 2, at: "2027-01-01T00:00:00Z", type: "sent", clip: "A001C001", role: "graded" },
    { v: 1, at: "2027-01-01T00:00:00Z", type: "sent", clip: "A001C001", role: "graded" },
    { v: 1, at: "2027-01-01T00:00:00Z", type: "blessed", clip: "A001C001" },
    [],
  ];
  const lines = strange.map((line) => `${JSON.stringify(line)}\n`).join("");
  await appendFile(path, lines);
  const later = await openLedger(state);
  expect(later.other).toEqual({ count: 4, file: path });
  expect(later.at("project").sent("A001C001", "graded")?.receipt.key).toBe("_graded/A001C001.mp4");
  expect(await readFile(path, "utf8")).toContain(lines);
  later.close();
});

test("what was written before records named their destination counts for the one whose folder it lies in", async () => {
  const state = await tempFolder();
  const folder = join(state, "journal", "project", "A001-12345678");
  await mkdir(folder, { recursive: true });
  const { destination: _, ...record } = sent("A001C001") as Extract<LedgerRecord, { type: "sent" }>;
  await writeFile(
    join(folder, "cart.jsonl"),
    `${JSON.stringify({ at: "2026-01-01T00:00:00Z", ...record })}\n`,
  );
  const ledger = await readLedger(state);
  expect(ledger.at("project").sent("A001C001", "graded")).toBeDefined();
  expect(ledger.at("other").sent("A001C001", "graded")).toBeUndefined();
  expect(ledger.other).toBeUndefined();
});

test("nothing is made on the disk before there is something to write", async () => {
  const state = await tempFolder();
  (await openLedger(state)).close();
  expect(await readdir(state)).toEqual([]);
});
