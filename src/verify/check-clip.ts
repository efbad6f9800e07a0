// One clip: every file of it that was delivered, or should have been, compared with all that can be asked.
import type { FoundClip, FoundFile, Receipt, Role } from "../domain/clip.ts";
import type { FileCheck, FileVerdict } from "../domain/file-check.ts";
import { fileKey } from "../destinations/file-key.ts";
import type { Asked } from "../destinations/open-destination.ts";
import type { PictureFacts } from "../plan/clash.ts";
import type { RecordOf } from "../ledger/record.ts";
import type { DestinationRecords } from "../ledger/view.ts";
import { checkSource, type SourceContext, type SourceLegs } from "./check-source.ts";
import { checkStored } from "./check-stored.ts";
import type { Leg } from "./leg.ts";

export interface CheckContext extends SourceContext {
  readonly records: DestinationRecords;
  readonly asked: Asked;
}

export interface CheckedFile {
  readonly check: FileCheck;
  readonly receipt: Receipt | undefined;
  /** The first leg that differs, or that could not be looked at; undefined where all is well. */
  readonly trouble:
    | { readonly at: "source" | "stored" | "listed" | "receipt"; readonly leg: Leg }
    | undefined;
}

const ROLES: readonly Role[] = ["graded", "log", "thumbnail"];

/** `owes`: the roles that it should have there. `found` is undefined where a clip that was sent from this card is not on it any more. */
export async function checkClipFiles(
  name: string,
  found: FoundClip | undefined,
  owes: readonly Role[],
  context: CheckContext,
): Promise<readonly CheckedFile[]> {
  const files: CheckedFile[] = [];
  let graded: ProvenSource | undefined;
  for (const role of ROLES) {
    const record = context.records.sent(name, role);
    if (record) {
      const { source, ...file } = await checkSent(name, record, sourceOf(found, role), context, graded);
      if (role === "graded") graded = { leg: source, quickHash: record.source.quickHash };
      files.push(file);
    } else if (owes.includes(role)) files.push(neverSent(name, role));
  }
  return files;
}

/** A thumbnail that did not come with the clip was made of its graded file. */
function sourceOf(found: FoundClip | undefined, role: Role): FoundFile | undefined {
  return found?.[role] ?? (role === "thumbnail" ? found?.graded : undefined);
}

/** What is proven of the graded file, which a still is made of. */
interface ProvenSource {
  readonly leg: Leg;
  readonly quickHash: string;
}

type Sent = RecordOf<"sent">;

async function checkSent(
  clip: string,
  { source: identity, receipt, role, facts }: Sent,
  file: FoundFile | undefined,
  context: CheckContext,
  graded: ProvenSource | undefined,
): Promise<CheckedFile & { readonly source: Leg }> {
  const { records, asked, signal } = context;
  const isOfGraded = receipt.action === "still" && graded?.quickHash === identity.quickHash;
  const { source, listed }: SourceLegs =
    isOfGraded && graded.leg.proof === "hash"
      ? { source: { proof: "hash", words: "made of the graded file, which is as it was" } }
      : await checkSource({ source: identity, receipt }, file, context);
  const there = "listing" in asked ? (asked.listing.known().get(clip)?.metadata ?? {}) : {};
  const known = { ...facts, ...records.annotated(clip, there) };
  const seconds = records.sent(clip, "graded")?.seconds;
  const picture: PictureFacts = { timecode: known.timecode, fps: known.fps, seconds };
  const stored = await checkStored({ clip, receipt, facts: picture }, asked, signal);
  const legs = { source, stored, ...(listed && { listed }) };
  const check: FileCheck = {
    role: role === "ale" ? "graded" : role,
    key: receipt.key,
    verdict: judge(Object.values(legs)),
    source: source.words,
    stored: stored.words,
    ...(listed && { listed: listed.words }),
  };
  return { check, receipt, trouble: findTrouble(legs), source };
}

function neverSent(clip: string, role: Role): CheckedFile {
  const leg: Leg = { proof: "unknown", words: "no receipt: it was not sent from this computer" };
  const key = fileKey({ role, clipName: clip });
  const check: FileCheck = { role, key, verdict: "not-verified", source: leg.words, stored: "not looked at" };
  return { check, receipt: undefined, trouble: { at: "receipt", leg } };
}

/** The weakest decides. */
function judge(legs: readonly Leg[]): FileVerdict {
  const has = (proof: Leg["proof"]) => legs.some((leg) => leg.proof === proof);
  if (has("different")) return "different";
  if (has("unknown")) return "not-verified";
  return has("size") ? "size-only" : "hash-verified";
}

function findTrouble(legs: {
  readonly source: Leg;
  readonly stored: Leg;
  readonly listed?: Leg;
}): CheckedFile["trouble"] {
  for (const proof of ["different", "unknown"] as const) {
    for (const at of ["listed", "source", "stored"] as const) {
      const leg = legs[at];
      if (leg?.proof === proof) return { at, leg };
    }
  }
  return undefined;
}
