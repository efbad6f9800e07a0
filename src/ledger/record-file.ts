// One file of records of one process: whole lines, on the disk before anything relies on them.
import {
  closeSync,
  fdatasyncSync,
  fstatSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readSync,
  writeSync,
} from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { fileSafe } from "./places.ts";
import { type LedgerRecord, writeRecord } from "./record.ts";

export interface RecordFile {
  /** Throws what the file system throws; a line that was cut off never swallows the next one. */
  append(records: readonly LedgerRecord[], at: string): void;
  close(): void;
}

/** Process ids come again; with the moment at which it was started, a process is told from every other one. */
const STARTED = Math.round(Date.now() - process.uptime() * 1000).toString(36);

export function openRecordFile(folder: string): RecordFile {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const name = `${fileSafe(hostname())}-${process.pid}-${STARTED}.jsonl`;
  const file = openSync(join(folder, name), "a+", 0o600);
  syncFolder(folder);
  return {
    append: (records, at) => {
      endBrokenLine(file);
      writeWhole(file, records.map((record) => writeRecord(record, at)).join(""));
      fdatasyncSync(file);
    },
    close: () => closeSync(file),
  };
}

/** On a disk that fills up, a write may take a part of the text and say so only by its size. */
function writeWhole(file: number, text: string): void {
  let left = Buffer.from(text);
  while (left.length > 0) left = left.subarray(writeSync(file, left));
}

/** A new file's name must outlive a power loss as its lines do. Windows cannot open folders, and needs no such thing. */
function syncFolder(folder: string): void {
  if (process.platform === "win32") return;
  const handle = openSync(folder, "r");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** A line cut off by a power loss or a full disk must not swallow the next one. */
function endBrokenLine(file: number): void {
  const { size } = fstatSync(file);
  const last = Buffer.alloc(1);
  if (size > 0 && readSync(file, last, 0, 1, size - 1) === 1 && last[0] !== 0x0a) writeSync(file, "\n");
}
