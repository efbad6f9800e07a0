// What was done for a destination, as append-only JSON lines: what makes a run safe to kill and to repeat.
import { closeSync, fdatasyncSync, fstatSync, mkdirSync, openSync, readSync, writeSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import type { Card, Receipt, Role } from "../../domain/clip.ts";
import type { ContentFacts } from "../../domain/content-facts.ts";
import type { ClipMetadata } from "../../domain/metadata.ts";
import type { FileFacts } from "../file-facts.ts";
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
  | (FileFacts & {
      readonly type: "sent";
      /** The clip's name; of an ALE its own. */
      readonly clip: string;
      readonly role: Role | "ale";
      readonly source: SourceIdentity;
      readonly recipe: string;
      readonly receipt: Receipt;
    })
  | { readonly type: "annotated"; readonly clip: string; readonly metadata: ClipMetadata };

type RecordOf<Type extends JournalRecord["type"]> = Extract<JournalRecord, { type: Type }>;

/** Newest record per clip and role, over all writers of this destination. */
export interface JournalView {
  made(clip: string, role: Role): RecordOf<"made"> | undefined;
  sent(clip: string, role: Role | "ale"): RecordOf<"sent"> | undefined;
  /** The values that this tool last sent for a clip, over all runs. */
  annotated(clip: string): ClipMetadata;
}

export interface Journal extends JournalView {
  /** Returns once the record is on the disk. */
  append(record: JournalRecord): void;
  close(): void;
}

const recordSchema = z.looseObject({
  type: z.enum(["made", "sent", "annotated"]),
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
  endBrokenLine(file);
  return {
    ...view,
    append: (record) => {
      writeSync(file, `${JSON.stringify({ at: new Date().toISOString(), ...record })}\n`);
      fdatasyncSync(file);
      view.note(record);
    },
    close: () => closeSync(file),
  };
}

/** What every writer wrote so far, for a run that writes nothing. */
export async function readJournal(stateFolder: string, destinationId: string): Promise<JournalView> {
  return createView(await readRecords(join(stateFolder, "journal", destinationId)));
}

/** A line cut off by a power loss must not swallow the next one. */
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
  const sent = new Map<string, RecordOf<"sent">>();
  const annotated = new Map<string, ClipMetadata>();
  const note = (record: JournalRecord) => {
    if (record.type === "annotated") {
      annotated.set(record.clip, { ...annotated.get(record.clip), ...record.metadata });
    } else if (record.type === "made") {
      made.set(`${record.role}/${record.clip}`, record);
    } else {
      sent.set(`${record.role}/${record.clip}`, record);
    }
  };
  for (const record of records) note(record);
  return {
    note,
    made: (clip, role) => made.get(`${role}/${clip}`),
    sent: (clip, role) => sent.get(`${role}/${clip}`),
    annotated: (clip) => annotated.get(clip) ?? {},
  };
}
