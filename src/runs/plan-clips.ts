// What an ingest would do, without doing it: nothing is written, nothing is sent, no destination is reached.
import type { CheckedClip, FoundClip } from "../domain/clip.ts";
import type { ClipMetadata } from "../domain/metadata.ts";
import type { PlannedFile } from "../domain/outcome.ts";
import { type CheckEars, checkEach } from "../deliver/check/check-each.ts";
import { checkOutcome } from "../plan/check-outcome.ts";
import { gatherMetadata } from "../annotate/sheets/gather-metadata.ts";
import type { IngestRequest } from "./ingest-request.ts";
import { type JournalView, readJournal } from "../ledger/journal.ts";
import { createLimits } from "../deliver/limits.ts";
import type { SheetMatch } from "../annotate/sheets/match-sheets.ts";
import { isSameSource } from "../ledger/source-identity.ts";
import { recipeOf } from "./with-run.ts";

/** `plan_version` 1: what `ingest --plan` writes. Paths are relative to the card's root. */
export interface Plan {
  readonly plan_version: 1;
  readonly created: string;
  readonly destination: string;
  readonly clips: readonly PlannedClip[];
}

export interface PlannedClip {
  readonly clip: string;
  readonly card: string;
  readonly files: readonly PlannedFile[];
  readonly metadata: ClipMetadata;
}

/** Checks every clip and leaves out what the journal knows to be up. Ends each clip as `done` (would be sent). */
export async function planClips(
  clips: readonly FoundClip[],
  sheets: SheetMatch,
  request: IngestRequest,
  ears: CheckEars,
): Promise<Plan> {
  const journal = await readJournal(request.stateFolder, request.destination.id);
  const context = { ...request, limits: createLimits(request.concurrency) };
  const { label } = request.destination;
  const withThumbnail = request.settings.thumbnail !== "none";
  const planned: PlannedClip[] = [];
  const describe = async (checked: CheckedClip) => {
    const outcome = checkOutcome(checked, { destination: label, withThumbnail });
    const files = await leaveOutSent(checked, outcome.planned ?? [], journal, request);
    const metadata = await gatherMetadata(checked, {}, sheets.rowsOf(checked.name), request.emit);
    const isThere = outcome.status === "done" && files.length === 0;
    if (files.length > 0) planned.push({ clip: checked.name, card: checked.card.root, files, metadata });
    return { ...outcome, planned: files, ...(isThere ? { status: "skipped" as const } : {}) };
  };
  await checkEach(clips, context, label, describe, ears);
  const inOrder = planned.toSorted((a, b) => a.clip.localeCompare(b.clip, "en"));
  return { plan_version: 1, created: new Date().toISOString(), destination: label, clips: inOrder };
}

async function leaveOutSent(
  clip: FoundClip,
  files: readonly PlannedFile[],
  journal: JournalView,
  request: IngestRequest,
): Promise<readonly PlannedFile[]> {
  if (request.settings.force) return files;
  const isSent = await Promise.all(
    files.map(async ({ role }) => {
      const source = clip[role] ?? clip.graded;
      const record = journal.sent(clip.name, role);
      if (!record || !source || record.recipe !== recipeOf(role, clip, request)) return false;
      return isSameSource(record.source, source);
    }),
  );
  return files.filter((_, index) => isSent[index] !== true);
}
