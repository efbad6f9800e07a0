// One clip: what the journal, the work folder and the listing say of it. Opens files only where their dates changed.
import { stat } from "node:fs/promises";
import { join } from "node:path";
import type { FoundFile, Receipt, Role } from "../domain/clip.ts";
import type { ClipStanding, FileStanding } from "../domain/clip-standing.ts";
import { METADATA_PROPERTY_NAMES, type MetadataProperty, PEOPLES_PROPERTIES } from "../domain/metadata.ts";
import type { ClipMetadata } from "../domain/metadata.ts";
import type { RemoteClip } from "../domain/delivery.ts";
import type { JournalView } from "../ledger/journal.ts";
import { isSameSource } from "../ledger/source-identity.ts";

export const ROLES: readonly Role[] = ["graded", "log", "thumbnail"];

/** A clip whose standing is asked. */
export interface AskedClip {
  readonly name: string;
  readonly card: string;
  readonly day: string | undefined;
  /** What it has or should have. */
  readonly roles: ReadonlySet<Role>;
  /** The file on the card that each role comes from; undefined where no card was looked at. */
  readonly sources: Readonly<Partial<Record<Role, FoundFile>>> | undefined;
}

export interface StandingContext {
  readonly journal: JournalView;
  /** Undefined where the destination was not asked. */
  readonly remote: ReadonlyMap<string, RemoteClip> | undefined;
  /** Where proxies of this card are made. */
  readonly workFolder: string;
}

export interface StandingAndReceipts {
  readonly standing: ClipStanding;
  readonly receipts: readonly Receipt[];
}

export async function describeStanding(
  clip: AskedClip,
  context: StandingContext,
): Promise<StandingAndReceipts> {
  const { journal, remote } = context;
  const files: Partial<Record<Role, FileStanding>> = {};
  const receipts: Receipt[] = [];
  for (const role of ROLES) {
    if (!clip.roles.has(role)) continue;
    const record = journal.sent(clip.name, role);
    const source = clip.sources?.[role];
    const isSame = record !== undefined && (!source || (await isSameSource(record.source, source)));
    files[role] = isSame ? "up" : record ? "other" : await standingBefore(clip.name, role, source, context);
    if (record && isSame) receipts.push(record.receipt);
  }
  const there = remote?.get(clip.name);
  const isListed = remote && there !== undefined;
  const annotated: ClipMetadata = annotatedIn(journal)(clip.name, there?.metadata ?? {});
  const facts = journal.sent(clip.name, "graded")?.facts ?? {};
  const present = remote ? (there?.metadata ?? {}) : annotated;
  const lacksMetadata =
    files.graded === "up" && isListed !== false ? findLacking({ ...facts, ...annotated }, present) : [];
  const day = clip.day ?? there?.metadata.date ?? annotated.date ?? facts.date;
  const { card } = clip;
  return { standing: { card, day, files, isListed, lacksMetadata, slate: slateOf(present) }, receipts };
}

async function standingBefore(
  name: string,
  role: Role,
  source: FoundFile | undefined,
  { journal, workFolder }: StandingContext,
): Promise<FileStanding> {
  const made = journal.made(name, role);
  if (!made || (source && !(await isSameSource(made.source, source)))) return "missing";
  const there = await stat(join(workFolder, made.file)).catch(() => undefined);
  return there?.size === made.bytes ? "made" : "missing";
}

/** What was sent of its metadata, where `there` is what the destination has now. */
export function annotatedIn(journal: JournalView): (clip: string, there: ClipMetadata) => ClipMetadata {
  return journal.annotated;
}

/** What people type may have been taken out by people. */
function findLacking(expected: ClipMetadata, present: ClipMetadata): readonly MetadataProperty[] {
  return METADATA_PROPERTY_NAMES.filter(
    (property) =>
      expected[property] !== undefined &&
      present[property] === undefined &&
      !PEOPLES_PROPERTIES.includes(property),
  );
}

function slateOf({ scene, shot, take, circled }: ClipMetadata): ClipMetadata {
  return {
    ...(scene !== undefined && { scene }),
    ...(shot !== undefined && { shot }),
    ...(take !== undefined && { take }),
    ...(circled !== undefined && { circled }),
  };
}
