// One clip: every file of it that was delivered, or should have been, compared with all that can be asked.
import { type FoundClip, type FoundFile, type Receipt, type Role, ROLES } from "../domain/clip.ts";
import type { FileCheck, FileVerdict } from "../domain/file-check.ts";
import { fileKey } from "../destinations/file-key.ts";
import type { Asked } from "../destinations/open-destination.ts";
import type { PictureFacts } from "../plan/clash.ts";
import type { RecordOf } from "../ledger/record.ts";
import type { DestinationRecords } from "../ledger/view.ts";
import { checkSource, type SourceContext, type SourceComparison } from "./check-source.ts";
import { checkStored } from "./check-stored.ts";
import type { Comparison } from "./comparison.ts";

export interface CheckContext extends SourceContext {
  readonly records: DestinationRecords;
  readonly asked: Asked;
}

export interface CheckedFile {
  readonly check: FileCheck;
  readonly receipt: Receipt | undefined;
  /** The first comparison that differs, or that could not be looked at; undefined where all is well. */
  readonly trouble:
    | { readonly at: "source" | "stored" | "listed" | "receipt"; readonly comparison: Comparison }
    | undefined;
}

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
      if (role === "graded") graded = { comparison: source, quickHash: record.source.quickHash };
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
  readonly comparison: Comparison;
  readonly quickHash: string;
}

type Sent = RecordOf<"sent">;

async function checkSent(
  clip: string,
  { source: identity, receipt, role, facts }: Sent,
  file: FoundFile | undefined,
  context: CheckContext,
  graded: ProvenSource | undefined,
): Promise<CheckedFile & { readonly source: Comparison }> {
  const { records, asked, signal } = context;
  const isOfGraded = receipt.action === "still" && graded?.quickHash === identity.quickHash;
  const { source, listed }: SourceComparison =
    isOfGraded && graded.comparison.proof === "hash"
      ? { source: { proof: "hash", words: "made of the graded file, which is as it was" } }
      : await checkSource({ source: identity, receipt }, file, context);
  const there = "listing" in asked ? (asked.listing.known().get(clip)?.metadata ?? {}) : {};
  const known = { ...facts, ...records.annotated(clip, there) };
  const seconds = records.sent(clip, "graded")?.seconds;
  const picture: PictureFacts = { timecode: known.timecode, fps: known.fps, seconds };
  const stored = await checkStored({ clip, receipt, facts: picture }, asked, signal);
  const comparisons = { source, stored, ...(listed && { listed }) };
  const check: FileCheck = {
    role: role === "ale" ? "graded" : role,
    key: receipt.key,
    verdict: judge(Object.values(comparisons)),
    source: source.words,
    stored: stored.words,
    ...(listed && { listed: listed.words }),
  };
  return { check, receipt, trouble: findTrouble(comparisons), source };
}

function neverSent(clip: string, role: Role): CheckedFile {
  const comparison: Comparison = {
    proof: "unknown",
    words: "no receipt: it was not sent from this computer",
  };
  const key = fileKey({ role, clipName: clip });
  const check: FileCheck = {
    role,
    key,
    verdict: "not-verified",
    source: comparison.words,
    stored: "not looked at",
  };
  return { check, receipt: undefined, trouble: { at: "receipt", comparison } };
}

/** The weakest decides. */
function judge(comparisons: readonly Comparison[]): FileVerdict {
  const has = (proof: Comparison["proof"]) => comparisons.some((comparison) => comparison.proof === proof);
  if (has("different")) return "different";
  if (has("unknown")) return "not-verified";
  return has("size") ? "size-only" : "hash-verified";
}

function findTrouble(comparisons: {
  readonly source: Comparison;
  readonly stored: Comparison;
  readonly listed?: Comparison;
}): CheckedFile["trouble"] {
  for (const proof of ["different", "unknown"] as const) {
    for (const at of ["listed", "source", "stored"] as const) {
      const comparison = comparisons[at];
      if (comparison?.proof === proof) return { at, comparison };
    }
  }
  return undefined;
}
