// What was done for a destination, as append-only JSON lines: what makes a run safe to kill and to repeat.
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
import { readdir, readFile, statfs } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import type { Card, Receipt, Role } from "../domain/clip.ts";
import type { ContentFacts } from "../domain/content-facts.ts";
import type { ClipMetadata, MetadataProperty } from "../domain/metadata.ts";
import { hasValue, sameValue } from "../metadata/same-value.ts";
import type { FileFacts } from "../deliver/file-facts.ts";
import { folderError, STATE_ROOM_BYTES } from "./folder-error.ts";
import { cardFolder, fileSafe } from "./state-names.ts";
import type { SourceIdentity } from "./source-identity.ts";

/** One line. Everything that a later run relies on is here; nothing in it is secret. */
export type JournalRecord =
  | {
      readonly type: "made";
      readonly clip: string;
      readonly role: Role;
      readonly source: SourceIdentity;
      /** Which settings it was made with; another recipe is another file. */
      readonly recipe: string;
      /** File name in the work folder. */
      readonly file: string;
      readonly bytes: number;
      readonly action: Receipt["action"];
      /** What its decode showed. */
      readonly content?: ContentFacts;
    }
  /** Written before a file goes out: what shows at the destination from then on may be ours. */
  | { readonly type: "sending"; readonly clip: string; readonly role: Role }
  | (FileFacts & {
      readonly type: "sent";
      /** The clip's name; of an ALE its own. */
      readonly clip: string;
      readonly role: Role | "ale";
      readonly source: SourceIdentity;
      readonly recipe: string;
      readonly receipt: Receipt;
    })
  /** Written before values go out: they may arrive although nobody is left to read the answer. */
  | { readonly type: "annotating"; readonly clip: string; readonly metadata: ClipMetadata }
  | { readonly type: "annotated"; readonly clip: string; readonly metadata: ClipMetadata };

type RecordOf<Type extends JournalRecord["type"]> = Extract<JournalRecord, { type: Type }>;

/** Newest record per clip and role, over all writers of this destination. */
export interface JournalView {
  made(clip: string, role: Role): RecordOf<"made"> | undefined;
  /** Names of files in the work folder that are made and not sent yet. */
  madeFiles(): ReadonlySet<string>;
  /** Was it begun to send this file, ever? */
  wasBegun(clip: string, role: Role): boolean;
  sent(clip: string, role: Role | "ale"): RecordOf<"sent"> | undefined;
  /**
   * The values that this tool last sent for a clip, over all runs. Where a run ended before it knew whether a value had
   * arrived, `there` tells: the destination's values now.
   */
  annotated(clip: string, there: ClipMetadata): ClipMetadata;
}

export interface Journal extends JournalView {
  /** Throws `insufficient_space` where a receipt may not find room: then the file must not be sent. */
  requireRoom(): Promise<void>;
  /** Returns once the records are on the disk. Throws `insufficient_space` and `config_invalid`; the journal stays whole. */
  append(...records: readonly JournalRecord[]): void;
  close(): void;
}

const recordSchema = z.looseObject({
  type: z.enum(["made", "sending", "sent", "annotating", "annotated"]),
  clip: z.string(),
}) as unknown as z.ZodType<JournalRecord>;

/**
 * Opens the journal of `destinationId`, reads what every writer wrote there, and appends to this machine's file
 * for `card` (one file per writer, so that machines sharing the disk never meet in one file). With `clips`, only what
 * is said of these, and of ALEs, is read: a month of other clips costs a run no memory.
 */
export async function openJournal(
  stateFolder: string,
  destinationId: string,
  card: Card,
  clips?: ReadonlySet<string>,
): Promise<Journal> {
  const root = join(stateFolder, "journal", destinationId);
  const view = createView(await readRecords(root, clips));
  const folder = join(root, cardFolder(card));
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = openSync(join(folder, `${fileSafe(hostname())}.jsonl`), "a+", 0o600);
  syncFolder(folder);
  return {
    ...view,
    requireRoom: async () => {
      const { bavail, bsize } = await statfs(folder);
      if (bavail * bsize < STATE_ROOM_BYTES) throw folderError("state", stateFolder, "ENOSPC", undefined);
    },
    append: (...records) => {
      const at = new Date().toISOString();
      try {
        endBrokenLine(file);
        writeWhole(file, records.map((record) => `${JSON.stringify({ at, ...record })}\n`).join(""));
        fdatasyncSync(file);
      } catch (error) {
        throw folderError("state", stateFolder, String((error as NodeJS.ErrnoException).code), error);
      }
      for (const record of records) view.note(record);
    },
    close: () => closeSync(file),
  };
}

/** What every writer wrote so far, for a run that writes nothing. */
export async function readJournal(stateFolder: string, destinationId: string): Promise<JournalView> {
  return createView(await readRecords(join(stateFolder, "journal", destinationId)));
}

/** On a disk that fills up, a write may take a part of the text and say so only by its size. */
function writeWhole(file: number, text: string): void {
  let left = Buffer.from(text);
  while (left.length > 0) left = left.subarray(writeSync(file, left));
}

/** A new journal's name must outlive a power loss as its lines do. Windows cannot open folders, and needs no such thing. */
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

async function readRecords(root: string, clips?: ReadonlySet<string>): Promise<JournalRecord[]> {
  const entries = await readdir(root, { recursive: true }).catch(() => []);
  const files = entries.filter((entry) => entry.endsWith(".jsonl")).toSorted();
  const found: { readonly at: string; readonly record: JournalRecord }[] = [];
  for (const file of files) {
    for (const line of (await readFile(join(root, file), "utf8")).split("\n")) {
      if (clips && !mayConcern(line, clips)) continue;
      const read = readRecord(line);
      if (read) found.push(read);
    }
  }
  return found.toSorted((a, b) => a.at.localeCompare(b.at)).map(({ record }) => record);
}

/** Where `append` puts a clip's name; a name with an escape in it, and a line of another shape, is read in any case. */
const NAME_OF_LINE = /^\{"at":"[^"]*","type":"[^"]*","clip":"([^"\\]*)",(?!"role":"ale")/;

/** Told without reading the whole line, of which there are many. */
function mayConcern(line: string, clips: ReadonlySet<string>): boolean {
  const name = NAME_OF_LINE.exec(line)?.[1];
  return name === undefined || clips.has(name);
}

/** Undefined for a line that was cut off or is of a newer version. */
function readRecord(line: string): { at: string; record: JournalRecord } | undefined {
  try {
    const parsed: unknown = JSON.parse(line);
    const record = recordSchema.safeParse(parsed);
    const at = z.object({ at: z.string() }).safeParse(parsed);
    return record.success && at.success ? { at: at.data.at, record: record.data } : undefined;
  } catch {
    return undefined;
  }
}

function createView(records: readonly JournalRecord[]): JournalView & { note(record: JournalRecord): void } {
  const made = new Map<string, RecordOf<"made">>();
  const begun = new Set<string>();
  const sent = new Map<string, RecordOf<"sent">>();
  const attempted = new Map<string, ClipMetadata>();
  const annotated = new Map<string, ClipMetadata>();
  const keyOf = ({ clip, role }: Pick<RecordOf<"sent">, "clip" | "role">) => `${role}/${clip}`;
  const note = (record: JournalRecord) => {
    switch (record.type) {
      case "made":
        made.set(keyOf(record), record);
        break;
      case "sending":
        begun.add(keyOf(record));
        break;
      case "sent":
        sent.set(keyOf(record), record);
        made.delete(keyOf(record));
        break;
      case "annotating":
        attempted.set(record.clip, { ...attempted.get(record.clip), ...record.metadata });
        break;
      case "annotated":
        annotated.set(record.clip, { ...annotated.get(record.clip), ...record.metadata });
    }
  };
  for (const record of records) note(record);
  return {
    note,
    made: (clip, role) => made.get(`${role}/${clip}`),
    madeFiles: () => new Set([...made.values()].map(({ file }) => file)),
    wasBegun: (clip, role) => begun.has(`${role}/${clip}`) || sent.has(`${role}/${clip}`),
    sent: (clip, role) => sent.get(`${role}/${clip}`),
    annotated: (clip, there) => ({
      ...annotated.get(clip),
      ...findArrived(attempted.get(clip) ?? {}, there),
    }),
  };
}

function findArrived(attempted: ClipMetadata, there: ClipMetadata): ClipMetadata {
  return Object.fromEntries(
    Object.entries(attempted).filter(([name, value]) => {
      const property = name as MetadataProperty;
      const now = there[property];
      return hasValue(now) && sameValue(property, value, now);
    }),
  );
}
