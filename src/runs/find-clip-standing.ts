// How far one clip is at one destination: what of it is up, made, missing; what it is called there; what is wrong with it.
import { stillProcessingError } from "../deliver/settle-processing.ts";
import { clipError, endOf } from "../deliver/describe-end.ts";
import { type AskedFile, findMade, judgeSent } from "../deliver/standing.ts";
import type { Takes } from "../destinations/destination.ts";
import type { ClipStanding, FileStanding } from "../domain/clip-standing.ts";
import type { Receipt, Role } from "../domain/clip.ts";
import type { RemoteClip } from "../domain/delivery.ts";
import { OdailiesError } from "../domain/errors.ts";
import {
  type ClipMetadata,
  METADATA_PROPERTY_NAMES,
  type MetadataProperty,
  PEOPLES_PROPERTIES,
} from "../domain/metadata.ts";
import type { DestinationEnd } from "../domain/outcome.ts";
import { shootDay } from "../domain/shoot-day.ts";
import type { OwnFolders } from "../ledger/places.ts";
import type { DestinationRecords, LedgerView } from "../ledger/view.ts";
import { otherSourceError } from "../plan/clash.ts";
import type { AskedClip } from "./clip-asked.ts";

export interface StandingSources {
  readonly ledger: Pick<LedgerView, "made">;
  readonly records: DestinationRecords;
  /** Undefined where the destination was not asked. */
  readonly remote: ReadonlyMap<string, RemoteClip> | undefined;
  readonly takes?: Pick<Takes, "fields"> | undefined;
  readonly own: OwnFolders;
  readonly label: string;
}

export interface FoundStanding {
  readonly standing: ClipStanding;
  readonly end: DestinationEnd;
}

export async function findClipStanding(clip: AskedClip, sources: StandingSources): Promise<FoundStanding> {
  const { records, remote, label, takes } = sources;
  const files: Partial<Record<Role, FileStanding>> = {};
  const receipts: Receipt[] = [];
  let other: OdailiesError | undefined;
  const there = remote?.get(clip.name);
  const isListed = remote && there !== undefined;
  for (const file of clip.files) {
    const record = records.sent(clip.name, file.role);
    const state = await standingOf(clip, file, sources);
    files[file.role] = state;
    if (state === "up" && record) receipts.push(record.receipt);
    if (state === "other" && record && file.source && file.role !== "thumbnail" && isListed !== false)
      other ??= otherSourceError(clip.name, record, file.source);
  }
  const annotated = records.annotated(clip.name, there?.metadata ?? {});
  const facts = records.sent(clip.name, "graded")?.facts ?? {};
  const present = remote ? (there?.metadata ?? {}) : annotated;
  const lacksMetadata =
    files.graded === "up" && isListed !== false
      ? findLacking({ ...facts, ...annotated }, present, takes?.fields)
      : [];
  const day = shootDay({
    ...{ inName: clip.day, folders: clip.folders, recorded: facts.date },
    inSheet: there?.metadata.date ?? annotated.date,
  });
  const standing: ClipStanding = {
    ...{ card: clip.card, day, files, isListed, lacksMetadata, slate: slateOf(present) },
  };
  const error =
    other ??
    notListed(clip.name, standing, receipts, label) ??
    stillProcessing(receipts, label) ??
    troubleOf(clip.name, standing, records);
  const isComplete = isAllUp(standing) && lacksMetadata.length === 0;
  const status = error ? endOf(error) : isComplete ? "done" : "deferred";
  return {
    standing,
    end: {
      destination: label,
      status,
      files: receipts,
      owes: clip.files.map(({ role }) => role),
      metadata: {},
      ...(error && { error: clipError(error) }),
    },
  };
}

async function standingOf(
  clip: AskedClip,
  file: AskedFile,
  { records, ledger, own }: StandingSources,
): Promise<FileStanding> {
  const state = await judgeSent(records.sent(clip.name, file.role), file);
  return state === "missing" && (await findMade(clip, file, ledger, own)) ? "made" : state;
}

function isAllUp({ files }: ClipStanding): boolean {
  return Object.values(files).every((file) => file === "up");
}

function notListed(
  name: string,
  { isListed }: ClipStanding,
  [receipt]: readonly Receipt[],
  label: string,
): OdailiesError | undefined {
  if (isListed !== false || !receipt) return undefined;
  return new OdailiesError(
    "clip_not_listed",
    `${name} was sent on ${receipt.sentAt}, but ${label} does not show it any more.`,
    { hint: "If nobody deleted it on purpose, run odailies ingest: it is sent again." },
  );
}

function stillProcessing(receipts: readonly Receipt[], label: string): OdailiesError | undefined {
  const processing = receipts.find(({ isProcessing }) => isProcessing);
  return processing && stillProcessingError(processing, label);
}

/** What ended the clip badly in the last run, as long as it is not up. */
function troubleOf(
  name: string,
  standing: ClipStanding,
  records: DestinationRecords,
): OdailiesError | undefined {
  const trouble = records.trouble(name);
  if (!trouble?.error || (isAllUp(standing) && trouble.error.code !== "metadata_refused")) return undefined;
  const { code, message, hint } = trouble.error;
  return new OdailiesError(code, message, { hint });
}

/** What people type may have been taken out by people; what the destination has no place for is not missed there. */
function findLacking(
  expected: ClipMetadata,
  present: ClipMetadata,
  fields: Takes["fields"] = "all",
): readonly MetadataProperty[] {
  return METADATA_PROPERTY_NAMES.filter(
    (property) =>
      expected[property] !== undefined &&
      present[property] === undefined &&
      (fields === "all" || fields.includes(property)) &&
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
