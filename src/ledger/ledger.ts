// What was owed, made, sent and annotated, as append-only JSON lines: what makes a run safe to kill and to repeat.
import type { StatsFs } from "node:fs";
import { readdir, readFile, statfs } from "node:fs/promises";
import { dirname, join, sep } from "node:path";
import type { Card } from "../domain/clip.ts";
import { openRecordFile, type RecordFile } from "./record-file.ts";
import { folderError, STATE_ROOM_BYTES } from "./folder-error.ts";
import { cardFolder, formerLedgerFolder, ledgerFolder } from "./places.ts";
import { type LedgerRecord, mayConcern, readRecord } from "./record.ts";
import { createView, type LedgerView, type PlacedRecord } from "./view.ts";

/** Records that this program does not know, left as they are. */
export interface OtherRecords {
  readonly count: number;
  /** One of the files that hold them. */
  readonly file: string;
}

export interface ReadLedger extends LedgerView {
  /** Undefined where every record was read. */
  readonly other: OtherRecords | undefined;
}

/** Of a run that writes nothing. */
export interface LearningLedger extends ReadLedger {
  /** Counts from now on for this process alone. */
  learn(record: LedgerRecord): void;
}

export interface Ledger extends ReadLedger {
  /** Throws `insufficient_space` where a receipt may not find room: then the file must not be sent. */
  requireRoom(): Promise<void>;
  /** Returns once the records are on the disk. Throws `insufficient_space` and `config_invalid`; the ledger stays whole. */
  append(card: Card, records: LedgerRecord | readonly LedgerRecord[]): void;
  close(): void;
}

/**
 * Reads what every writer wrote and appends to a file of this process for each card, so that machines sharing the disk
 * never meet in one file. Nothing is made on the disk before the first record. With `clips`, only what is said of these,
 * and of sheets, is read: a month of other clips costs a run no memory.
 */
export async function openLedger(stateFolder: string, clips?: ReadonlySet<string>): Promise<Ledger> {
  const { view, other } = await readAll(stateFolder, clips);
  const files = new Map<string, RecordFile>();
  const fileOf = (card: Card): RecordFile => {
    const folder = cardFolder(card);
    const open = files.get(folder) ?? openRecordFile(join(ledgerFolder(stateFolder), folder));
    files.set(folder, open);
    return open;
  };
  return {
    ...view,
    other,
    requireRoom: async () => {
      const { bavail, bsize } = await statfsAbove(stateFolder);
      if (bavail * bsize < STATE_ROOM_BYTES) throw folderError("state", stateFolder, "ENOSPC", undefined);
    },
    append: (card, given) => {
      const records = [given].flat();
      const at = new Date().toISOString();
      try {
        fileOf(card).append(records, at);
      } catch (error) {
        throw folderError("state", stateFolder, String((error as NodeJS.ErrnoException).code), error);
      }
      for (const record of records) view.note({ at, record, folder: cardFolder(card) });
    },
    close: () => {
      for (const file of files.values()) file.close();
      files.clear();
    },
  };
}

/** Of the nearest folder that is there: the state folder is made with the first record. */
async function statfsAbove(folder: string): Promise<StatsFs> {
  const above = dirname(folder);
  return statfs(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOENT" || above === folder) throw error;
    return statfsAbove(above);
  });
}

/** What every writer wrote so far, for a run that writes nothing. */
export async function readLedger(stateFolder: string, clips?: ReadonlySet<string>): Promise<LearningLedger> {
  const { view, other } = await readAll(stateFolder, clips);
  const learn = (record: LedgerRecord) => view.note({ at: new Date().toISOString(), record, folder: "" });
  return { ...view, other, learn };
}

async function readAll(
  stateFolder: string,
  clips: ReadonlySet<string> | undefined,
): Promise<{ readonly view: ReturnType<typeof createView>; readonly other: OtherRecords | undefined }> {
  const view = createView();
  const found: PlacedRecord[] = [];
  let other: OtherRecords | undefined;
  for (const { path, folder, destination } of await listFiles(stateFolder)) {
    for (const line of (await readFile(path, "utf8")).split("\n")) {
      if (line === "" || (clips && !mayConcern(line, clips))) continue;
      const read = readRecord(line, destination);
      if (read === "other-version") other = { count: (other?.count ?? 0) + 1, file: other?.file ?? path };
      else if (read !== "cut-off") found.push({ ...read, folder });
    }
  }
  for (const record of found.sort((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at)))) view.note(record);
  return { view, other };
}

interface FileOfRecords {
  readonly path: string;
  readonly folder: string;
  /** Of a file from before records named their destination themselves. */
  readonly destination: string | undefined;
}

async function listFiles(stateFolder: string): Promise<readonly FileOfRecords[]> {
  const list = async (root: string) =>
    (await readdir(root, { recursive: true }).catch(() => []))
      .filter((entry) => entry.endsWith(".jsonl"))
      .sort();
  const former = formerLedgerFolder(stateFolder);
  const now = ledgerFolder(stateFolder);
  return [
    ...(await list(former)).map((entry) => {
      const [destination, folder = ""] = entry.split(sep);
      return { path: join(former, entry), folder, destination };
    }),
    ...(await list(now)).map((entry) => ({
      path: join(now, entry),
      folder: entry.split(sep)[0] ?? "",
      destination: undefined,
    })),
  ];
}
