// What the records say by now: the newest of each kind counts, over all writers.
import type { Role } from "../domain/clip.ts";
import type { ClipMetadata, MetadataProperty } from "../domain/metadata.ts";
import { hasValue, sameValue } from "../metadata/same-value.ts";
import type { LedgerRecord, ReadRecord, RecordOf } from "./record.ts";

/** A record with what is not in it: where it was written, and when. */
export interface PlacedRecord extends ReadRecord {
  /** As `cardFolder` names it. */
  readonly folder: string;
}

export type KeptRecord = RecordOf<"kept"> & { readonly isOver: boolean };

/** What was done for one destination, over all cards. */
export interface DestinationRecords {
  /** What the clip owes, as it was last decided. */
  owed(clip: string): (RecordOf<"owed"> & { readonly folder: string }) | undefined;
  sent(clip: string, role: Role | "ale"): RecordOf<"sent"> | undefined;
  /** The newest that was kept of an attempt to send a file of this role, and whether that attempt came to its end. */
  kept(clip: string, role: Role | "ale"): KeptRecord | undefined;
  /** What the destination has taken and still worked on when it was asked last. */
  processing(): readonly RecordOf<"sent">[];
  /** Was it begun to send this file, ever? */
  wasBegun(clip: string, role: Role): boolean;
  /**
   * The values that this tool last sent for a clip, over all runs. Where a run ended before it knew whether a value had
   * arrived, `there` tells: the destination's values now.
   */
  annotated(clip: string, there: ClipMetadata): ClipMetadata;
  /** When a person decided on the value that was last sent; undefined where it came of no person's decision. */
  decided(clip: string, property: MetadataProperty): string | undefined;
  /** When this sheet was first given by a person; undefined where it never was. */
  sheetGiven(sha256: string): string | undefined;
  /** How the clip ended badly, unless that is over since. */
  trouble(clip: string): (RecordOf<"ended"> & { readonly at: string }) | undefined;
  /** Every clip with a file that was owed, made or sent, and the card folder that it was last seen in. */
  clips(): ReadonlyMap<string, string>;
}

export interface LedgerView {
  at(destinationId: string): DestinationRecords;
  made(cardFolder: string, clip: string, role: Role): RecordOf<"made"> | undefined;
  /** Names of files in the card's work folder that somebody still waits for. */
  madeFiles(cardFolder: string): ReadonlySet<string>;
}

interface Kept {
  readonly owed: Map<string, RecordOf<"owed"> & { readonly folder: string }>;
  readonly begun: Set<string>;
  readonly sent: Map<string, RecordOf<"sent">>;
  readonly kept: Map<string, KeptRecord>;
  readonly attempted: Map<string, ClipMetadata>;
  readonly annotated: Map<string, ClipMetadata>;
  readonly decided: Map<string, string>;
  readonly sheets: Map<string, string>;
  readonly trouble: Map<string, RecordOf<"ended"> & { readonly at: string }>;
  readonly clips: Map<string, string>;
}

const keyOf = (clip: string, role: string) => `${role}/${clip}`;

export function createView(): LedgerView & { note(record: PlacedRecord): void } {
  const kept = new Map<string, Kept>();
  const made = new Map<string, RecordOf<"made"> & { readonly folder: string }>();
  const keptOf = (destination: string): Kept => {
    const known = kept.get(destination) ?? createKept();
    kept.set(destination, known);
    return known;
  };
  const isWaitedFor = ({ clip, role, recipe }: RecordOf<"made">) => {
    const owing = [...kept.values()].filter(({ owed }) =>
      owed.get(clip)?.files.some((file) => file.role === role && file.recipe === recipe),
    );
    return owing.length === 0 || owing.some(({ sent }) => sent.get(keyOf(clip, role))?.recipe !== recipe);
  };
  return {
    note: (placed) => {
      const { record, folder } = placed;
      if (record.type === "made")
        made.set(`${folder}/${keyOf(record.clip, record.role)}`, { ...record, folder });
      else noteFor(keptOf(record.destination), record, placed);
    },
    at: (destination) => readKept(keptOf(destination), made),
    made: (folder, clip, role) => made.get(`${folder}/${keyOf(clip, role)}`),
    madeFiles: (folder) =>
      new Set(
        [...made.values()].flatMap((record) =>
          record.folder === folder && isWaitedFor(record) ? [record.file] : [],
        ),
      ),
  };
}

function createKept(): Kept {
  return {
    owed: new Map(),
    begun: new Set(),
    sent: new Map(),
    kept: new Map(),
    attempted: new Map(),
    annotated: new Map(),
    decided: new Map(),
    sheets: new Map(),
    trouble: new Map(),
    clips: new Map(),
  };
}

function noteFor(
  kept: Kept,
  record: Exclude<LedgerRecord, { type: "made" }>,
  { at, folder }: PlacedRecord,
): void {
  const { clip } = record;
  switch (record.type) {
    case "owed":
      kept.owed.set(clip, { ...record, folder });
      kept.clips.set(clip, folder);
      break;
    case "sending":
      kept.begun.add(keyOf(clip, record.role));
      kept.clips.set(clip, folder);
      break;
    case "kept":
      kept.kept.set(keyOf(clip, record.role), { ...record, isOver: false });
      break;
    case "sent":
      kept.sent.set(keyOf(clip, record.role), record);
      endAttempt(kept.kept, keyOf(clip, record.role));
      if (record.role !== "ale") kept.clips.set(clip, folder);
      break;
    case "settled":
      noteSettled(kept, record, at);
      break;
    case "annotating":
      kept.attempted.set(clip, { ...kept.attempted.get(clip), ...record.metadata });
      break;
    case "annotated":
      kept.annotated.set(clip, { ...kept.annotated.get(clip), ...record.metadata });
      for (const property of Object.keys(record.metadata)) {
        if (record.decided === undefined) kept.decided.delete(keyOf(clip, property));
        else kept.decided.set(keyOf(clip, property), record.decided);
      }
      break;
    case "sheet":
      if (!kept.sheets.has(clip)) kept.sheets.set(clip, at);
      break;
    case "ended":
      if (record.status === "done") kept.trouble.delete(clip);
      else kept.trouble.set(clip, { ...record, at });
      kept.clips.set(clip, kept.clips.get(clip) ?? folder);
  }
}

function noteSettled(kept: Kept, record: RecordOf<"settled">, at: string): void {
  const { destination, clip, role, problem } = record;
  const key = keyOf(clip, role);
  const sent = kept.sent.get(key);
  if (sent && problem === undefined) {
    const { isProcessing: _, ...receipt } = sent.receipt;
    kept.sent.set(key, { ...sent, receipt });
  }
  if (problem === undefined) return;
  kept.sent.delete(key);
  const error = {
    code: "upload_failed",
    message: problem,
    hint: "Run odailies ingest: it is sent again.",
  } as const;
  kept.trouble.set(clip, { type: "ended", destination, clip, status: "failed", error, at });
}

function endAttempt(attempts: Map<string, KeptRecord>, key: string): void {
  const attempt = attempts.get(key);
  if (attempt) attempts.set(key, { ...attempt, isOver: true });
}

function readKept(
  kept: Kept,
  made: ReadonlyMap<string, RecordOf<"made"> & { readonly folder: string }>,
): DestinationRecords {
  return {
    owed: (clip) => kept.owed.get(clip),
    sent: (clip, role) => kept.sent.get(keyOf(clip, role)),
    processing: () => [...kept.sent.values()].filter(({ receipt }) => receipt.isProcessing === true),
    kept: (clip, role) => kept.kept.get(keyOf(clip, role)),
    wasBegun: (clip, role) => kept.begun.has(keyOf(clip, role)) || kept.sent.has(keyOf(clip, role)),
    annotated: (clip, there) => ({
      ...kept.annotated.get(clip),
      ...findArrived(kept.attempted.get(clip) ?? {}, there),
    }),
    decided: (clip, property) => kept.decided.get(keyOf(clip, property)),
    sheetGiven: (sha256) => kept.sheets.get(sha256),
    trouble: (clip) => kept.trouble.get(clip),
    clips: () =>
      new Map([...[...made.values()].map(({ clip, folder }) => [clip, folder] as const), ...kept.clips]),
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
