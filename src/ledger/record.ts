// One line of the ledger: everything that a later run relies on, with its version. Nothing in it is secret.
import { z } from "zod";
import { type Receipt, type Role, ROLES } from "../domain/clip.ts";
import type { ContentFacts } from "../domain/content-facts.ts";
import type { RemoteIds } from "../domain/delivery.ts";
import type { ClipMetadata } from "../domain/metadata.ts";
import type { ClipError } from "../domain/outcome.ts";
import type { SourceIdentity } from "./source-identity.ts";

/** A line of another version is named and kept, and never guessed at. */
const RECORD_VERSION = 1;

/** One file that a clip owes to one destination: its role, what decides how it is made, and what it is made from. */
export interface OwedRole {
  readonly role: Role;
  readonly recipe: string;
  /** Path of the source relative to its card. */
  readonly path: string;
}

/** What is kept of a video file once it is sent, so that a later run knows its clip without looking into it again. */
export interface SentFacts {
  /** What the file itself says of the clip. */
  readonly facts: ClipMetadata;
  /** How long the picture is; undefined where the file does not tell. */
  readonly seconds?: number;
}

export type LedgerRecord =
  /** What a run decided that the clip owes to a destination; the newest one counts. */
  | {
      readonly type: "owed";
      readonly destination: string;
      readonly clip: string;
      /** The folder that was ingested, as it was named then. */
      readonly root: string;
      readonly roll?: string;
      /** `yyyyMMdd`. */
      readonly date?: string;
      readonly files: readonly OwedRole[];
    }
  /** A file lies finished in the work folder of its card; it serves every destination that owes it with this recipe. */
  | {
      readonly type: "made";
      readonly clip: string;
      readonly role: Role;
      readonly source: SourceIdentity;
      readonly recipe: string;
      /** File name in the card's work folder. */
      readonly file: string;
      readonly bytes: number;
      readonly action: Receipt["action"];
      /** What its decode showed. */
      readonly content?: ContentFacts;
    }
  /** Written before a file goes out: what shows at the destination from then on may be ours. */
  | { readonly type: "sending"; readonly destination: string; readonly clip: string; readonly role: Role }
  /** What the destination names things by, of an attempt to send this file: each record holds all that is kept of it. */
  | {
      readonly type: "kept";
      readonly destination: string;
      readonly clip: string;
      readonly role: Role | "ale";
      readonly source: SourceIdentity;
      readonly recipe: string;
      readonly ids: RemoteIds;
    }
  | (SentFacts & {
      readonly type: "sent";
      readonly destination: string;
      /** The clip's name; of an ALE its own. */
      readonly clip: string;
      readonly role: Role | "ale";
      readonly source: SourceIdentity;
      readonly recipe: string;
      readonly receipt: Receipt;
    })
  /** How it ended with a file that the destination had taken and still worked on; without `problem` it is good. */
  | {
      readonly type: "settled";
      readonly destination: string;
      readonly clip: string;
      readonly role: Role | "ale";
      /** A sentence. */
      readonly problem?: string;
    }
  /** Written before values go out: they may arrive although nobody is left to read the answer. */
  | {
      readonly type: "annotating";
      readonly destination: string;
      readonly clip: string;
      readonly metadata: ClipMetadata;
    }
  | {
      readonly type: "annotated";
      readonly destination: string;
      readonly clip: string;
      readonly metadata: ClipMetadata;
      /** ISO 8601, when a person decided on these values; undefined where nobody did (facts of the file). */
      readonly decided?: string;
    }
  /** A sheet was given by a person for the first time: from then on its values are decided. */
  | {
      readonly type: "sheet";
      readonly destination: string;
      /** SHA-256 of its bytes, in place of a clip's name. */
      readonly clip: string;
      readonly name: string;
    }
  /** How the clip ended in a run where it was not all up; without an error, an earlier trouble is over. */
  | {
      readonly type: "ended";
      readonly destination: string;
      readonly clip: string;
      readonly status: "rejected" | "failed" | "deferred" | "done";
      readonly error?: ClipError;
    };

export type RecordOf<Type extends LedgerRecord["type"]> = Extract<LedgerRecord, { type: Type }>;

const role = z.enum(ROLES);
const anyRole = z.enum([...ROLES, "ale"]);
const metadata = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));
const identity = z.looseObject({
  path: z.string(),
  sizeBytes: z.number(),
  mtimeMs: z.number(),
  quickHash: z.string(),
});
const source = identity.extend({ parts: z.array(identity).optional() });
const action = z.enum(["passthrough", "remux", "encode", "still"]);
const receipt = z.looseObject({
  role: anyRole,
  key: z.string(),
  bytes: z.number(),
  xxh64: z.string(),
  sha256: z.string(),
  md5: z.string(),
  action,
  sentAt: z.string(),
});
const clip = z.string();
const destination = z.string();

const schema = z.discriminatedUnion("type", [
  z.looseObject({
    type: z.literal("owed"),
    destination,
    clip,
    root: z.string(),
    files: z.array(z.looseObject({ role, recipe: z.string(), path: z.string() })),
  }),
  z.looseObject({
    type: z.literal("made"),
    clip,
    role,
    source,
    recipe: z.string(),
    file: z.string(),
    bytes: z.number(),
    action,
  }),
  z.looseObject({ type: z.literal("sending"), destination, clip, role }),
  z.looseObject({
    type: z.literal("kept"),
    destination,
    clip,
    role: anyRole,
    source,
    recipe: z.string(),
    ids: z.record(z.string(), z.string()),
  }),
  z.looseObject({
    type: z.literal("sent"),
    destination,
    clip,
    role: anyRole,
    source,
    recipe: z.string(),
    receipt,
    facts: metadata,
    seconds: z.number().optional(),
  }),
  z.looseObject({
    type: z.literal("settled"),
    destination,
    clip,
    role: anyRole,
    problem: z.string().optional(),
  }),
  z.looseObject({ type: z.literal("annotating"), destination, clip, metadata }),
  z.looseObject({
    type: z.literal("annotated"),
    destination,
    clip,
    metadata,
    decided: z.string().optional(),
  }),
  z.looseObject({ type: z.literal("sheet"), destination, clip, name: z.string() }),
  z.looseObject({
    type: z.literal("ended"),
    destination,
    clip,
    status: z.enum(["rejected", "failed", "deferred", "done"]),
  }),
]) as unknown as z.ZodType<LedgerRecord>;

export interface ReadRecord {
  /** ISO 8601, when it was written. */
  readonly at: string;
  readonly record: LedgerRecord;
}

const envelope = z.looseObject({ v: z.number().optional(), at: z.string() });

/**
 * `cut-off` for a line that a power loss ended early, `other-version` for one that this program does not know.
 * `destination`: of a line from before records named it themselves.
 */
export function readRecord(line: string, destination?: string): ReadRecord | "cut-off" | "other-version" {
  let parsed: unknown;
  try {
    parsed = JSON.parse(line);
  } catch {
    return "cut-off";
  }
  const outer = envelope.safeParse(parsed);
  if (!outer.success || (outer.data.v ?? RECORD_VERSION) !== RECORD_VERSION) return "other-version";
  const { data, success } = schema.safeParse(
    destination === undefined ? parsed : { destination, ...(parsed as object) },
  );
  return success ? { at: outer.data.at, record: data } : "other-version";
}

/** Its name comes early in the line, so that a reader can pass over other clips' lines unread. */
export function writeRecord(record: LedgerRecord, at: string): string {
  const { type, clip: name, ...rest } = record;
  return `${JSON.stringify({ v: RECORD_VERSION, at, type, clip: name, ...rest })}\n`;
}

/** Where `writeRecord` puts a clip's name; a name with an escape in it, and a line of another shape, is read in any case. */
const NAME_OF_LINE = /^\{(?:"v":\d+,)?"at":"[^"]*","type":"([a-z]+)","clip":"([^"\\]*)",/;

/** Told without reading the whole line, of which there are many. Sheets and what was sent of them concern everybody. */
export function mayConcern(line: string, clips: ReadonlySet<string>): boolean {
  const found = NAME_OF_LINE.exec(line);
  if (!found || found[1] === "sheet") return true;
  return clips.has(found[2] ?? "") || (found[1] === "sent" && line.includes('"role":"ale"'));
}
