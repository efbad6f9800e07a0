import { appendFile, readdir, readFile, truncate } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type JournalRecord, openJournal, readJournal } from "../../src/ledger/journal.ts";
import { tempFolder } from "../support/temp-folder.ts";

const CARD = { root: "/Volumes/A001", name: "A001" };
const SOURCE = { path: "A001C001.mp4", sizeBytes: 10, mtimeMs: 1, quickHash: "aa" };

function sent(clip: string, sentAt = "2026-11-20T10:00:00Z"): JournalRecord {
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
  return { type: "sent", clip, role: "graded", source: SOURCE, recipe: "r", receipt, facts: { fps: 25 } };
}

async function fileOf(state: string): Promise<string> {
  const entries = await readdir(join(state, "journal"), { recursive: true });
  return join(
    state,
    "journal",
    entries.find((entry) => entry.endsWith(".jsonl"))!,
  );
}

test("what was written is there for the next run, whichever folder the card has by then", async () => {
  const state = await tempFolder();
  const journal = await openJournal(state, "project", CARD);
  journal.append(sent("A001C001"));
  journal.append({ type: "annotated", clip: "A001C001", metadata: { scene: "22" } });
  journal.append({ type: "annotated", clip: "A001C001", metadata: { take: "1" } });
  journal.close();

  const moved = await openJournal(state, "project", { root: "/mnt/raid/A001", name: "A001" });
  expect(moved.sent("A001C001", "graded")?.receipt.key).toBe("_graded/A001C001.mp4");
  expect(moved.annotated("A001C001", {})).toEqual({ scene: "22", take: "1" });
  expect(moved.sent("A001C001", "log")).toBeUndefined();
  moved.close();
});

test("another destination knows nothing of it", async () => {
  const state = await tempFolder();
  const journal = await openJournal(state, "project", CARD);
  journal.append(sent("A001C001"));
  journal.close();
  expect((await readJournal(state, "other")).sent("A001C001", "graded")).toBeUndefined();
});

test("the newest record of a clip counts", async () => {
  const state = await tempFolder();
  const journal = await openJournal(state, "project", CARD);
  journal.append(sent("A001C001", "2026-11-20T10:00:00Z"));
  journal.append(sent("A001C001", "2026-11-20T11:00:00Z"));
  journal.close();
  const later = await readJournal(state, "project");
  expect(later.sent("A001C001", "graded")?.receipt.sentAt).toBe("2026-11-20T11:00:00Z");
});

test("a run reads only what is said of its own clips, and of sheets", async () => {
  const state = await tempFolder();
  const journal = await openJournal(state, "project", CARD);
  const names = ["A001C001", "A001C002", 'A001C003 "take"', "Häuser"];
  for (const name of names) journal.append(sent(name));
  for (const name of names) journal.append({ type: "annotated", clip: name, metadata: { scene: "22" } });
  journal.append({ ...sent("day.ale"), role: "ale" } as JournalRecord);
  journal.close();
  const own = new Set(["A001C001", 'A001C003 "take"', "Häuser"]);
  const later = await openJournal(state, "project", CARD, own);
  const known = names.filter(
    (name) => later.sent(name, "graded") && later.annotated(name, {}).scene === "22",
  );
  expect(known).toEqual([...own]);
  expect([later.sent("A001C002", "graded"), later.annotated("A001C002", {})]).toEqual([undefined, {}]);
  expect(later.sent("day.ale", "ale")).toBeDefined();
  later.close();
});

test("a line cut off at any byte costs that line alone, and not the next one written", async () => {
  const state = await tempFolder();
  const journal = await openJournal(state, "project", CARD);
  journal.append(sent("A001C001"));
  journal.append(sent("A001C002"));
  journal.close();
  const path = await fileOf(state);
  const whole = await readFile(path, "utf8");
  const firstLine = whole.indexOf("\n") + 1;
  for (let length = firstLine; length < whole.length - 1; length += 1) {
    await truncate(path, 0);
    await appendFile(path, whole.slice(0, length));
    const reopened = await openJournal(state, "project", CARD);
    expect(reopened.sent("A001C001", "graded")).toBeDefined();
    expect(reopened.sent("A001C002", "graded")).toBeUndefined();
    reopened.append(sent("A001C003"));
    reopened.close();
    expect((await readJournal(state, "project")).sent("A001C003", "graded")).toBeDefined();
  }
});

test("values whose answer nobody read count as sent where they have arrived, and only there", async () => {
  const state = await tempFolder();
  const journal = await openJournal(state, "project", CARD);
  journal.append({ type: "annotated", clip: "A", metadata: { scene: "21", take: "1" } });
  journal.append({ type: "annotating", clip: "A", metadata: { scene: "22", fps: 25 } });
  journal.close();
  const later = await readJournal(state, "project");
  expect(later.annotated("A", { scene: "22", fps: 25 })).toEqual({ scene: "22", take: "1", fps: 25 });
  expect(later.annotated("A", { scene: "21" })).toEqual({ scene: "21", take: "1" });
  expect(later.annotated("A", { scene: "by hand" })).toEqual({ scene: "21", take: "1" });
});

test("an upload that was begun is known, whether it arrived or not", async () => {
  const state = await tempFolder();
  const journal = await openJournal(state, "project", CARD);
  journal.append({ type: "sending", clip: "A", role: "graded" });
  journal.close();
  const later = await readJournal(state, "project");
  expect(later.wasBegun("A", "graded")).toBe(true);
  expect(later.wasBegun("A", "log")).toBe(false);
  expect(later.sent("A", "graded")).toBeUndefined();
});

test("a file that was made is wanted until it is sent", async () => {
  const journal = await openJournal(await tempFolder(), "project", CARD);
  const made = { source: SOURCE, recipe: "r", file: "A.graded.mp4", bytes: 1, action: "encode" } as const;
  journal.append({ type: "made", clip: "A001C001", role: "graded", ...made });
  expect([...journal.madeFiles()]).toEqual(["A.graded.mp4"]);
  journal.append(sent("A001C001"));
  expect([...journal.madeFiles()]).toEqual([]);
  journal.close();
});
