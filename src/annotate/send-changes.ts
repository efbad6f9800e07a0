// Shows what changes, writes down how to undo it, then sends it; every clip ends in exactly one state.
import type { ClipMetadata, MetadataProperty } from "../domain/metadata.ts";
import type { PatchReport } from "../domain/delivery.ts";
import type { ClipEnd, ClipError, ClipOutcome } from "../domain/outcome.ts";
import type { AnnotateRun } from "../runs/annotate-run.ts";
import { asFatal } from "../deliver/as-fatal.ts";
import type { ClipChange } from "./clip-change.ts";
import type { JournalRecord } from "../ledger/journal.ts";
import { writeUndoFile } from "./undo-file.ts";
import type { MetadataContext } from "./with-metadata.ts";

/** After so many clips it is written down what was sent, so that a stop costs little knowledge. */
const CLIPS_AT_ONCE = 200;

/** Without `context.append` (a dry run) nothing is sent, and clips end as they would. */
export async function sendChanges(
  changes: readonly ClipChange[],
  context: MetadataContext,
  run: AnnotateRun,
): Promise<void> {
  const { emit, append } = context;
  const changing = changes.filter(({ fields }) => fields.length > 0);
  for (const { clip, fields } of changing) emit({ type: "clip-changing", clip, changes: fields });
  const end = (change: ClipChange, status: ClipEnd, rest: Partial<ClipOutcome> = {}) => {
    const { clip, roll, fields, error } = change;
    const outcome = { clip, roll, findings: [], files: [], metadata: {}, ...(error && { error }), ...rest };
    const isUnsent = (property: MetadataProperty) => rest.unsent?.includes(property) === true;
    const shown = fields.filter(({ property }) => !isUnsent(property));
    run.end({ ...outcome, status, destination: context.destination.label }, shown);
  };
  for (const change of changes) {
    if (change.fields.length === 0) end(change, change.error ? "failed" : "skipped");
  }
  if (append === undefined) {
    for (const change of changing) end(change, change.error ? "failed" : "done");
    return;
  }
  if (changing.length === 0) return;
  const open = new Set(changing);
  let inFlight: readonly ClipChange[] = [];
  try {
    run.undoFile = await writeUndoFile(changing, context, run.id);
    emit({ type: "undo-written", file: run.undoFile });
    for (let at = 0; at < changing.length; at += CLIPS_AT_ONCE) {
      inFlight = changing.slice(at, at + CLIPS_AT_ONCE);
      append(...inFlight.flatMap(announce));
      const report = await patch(inFlight, context);
      for (const change of inFlight) {
        endSent(change, report, append, context, end);
        open.delete(change);
      }
    }
  } catch (error) {
    const { code, message, hint } = asFatal(error);
    for (const change of open) {
      const what = inFlight.includes(change) ? "It is not known whether the values arrived" : "Not sent";
      end(change, "deferred", { error: { code, message: `${what}: ${message}`, hint } });
    }
    throw error;
  }
}

/** What is on its way belongs to us even where nobody is left to read the answer. */
function announce({ clip, fields }: ClipChange): JournalRecord[] {
  const ours = fields.filter(({ isNewOurs }) => isNewOurs);
  if (ours.length === 0) return [];
  const metadata = Object.fromEntries(
    ours.map(({ property, new: value }) => [property, value]),
  ) as ClipMetadata;
  return [{ type: "annotating", clip, metadata }];
}

async function patch(batch: readonly ClipChange[], context: MetadataContext): Promise<PatchReport> {
  const patches = batch.map(({ clip, fields }) => ({
    name: clip,
    metadata: Object.fromEntries(fields.map(({ property, new: value }) => [property, value])) as ClipMetadata,
  }));
  return context.destination.patchClips(patches, context.signal);
}

function endSent(
  change: ClipChange,
  report: PatchReport,
  append: NonNullable<MetadataContext["append"]>,
  { destination, emit }: MetadataContext,
  end: (change: ClipChange, status: ClipEnd, rest: Partial<ClipOutcome>) => void,
): void {
  const { clip, fields } = change;
  const sent = report.patched.get(clip) ?? {};
  const ours = fields.filter(({ property, isNewOurs }) => isNewOurs && property in sent);
  if (ours.length > 0) {
    const metadata = Object.fromEntries(
      ours.map(({ property }) => [property, sent[property]]),
    ) as ClipMetadata;
    append({ type: "annotated", clip, metadata });
  }
  const unsent = report.unsupported.get(clip) ?? [];
  if (unsent.length > 0) {
    const message = `${destination.label} cannot hold ${unsent.join(", ")}; they were not sent.`;
    emit({ type: "warning", code: "metadata_unsupported", clip, message });
  }
  const refusal = report.refused.find(({ name }) => name === clip);
  const error = refusal ? refused(change, refusal.message) : change.error;
  end(change, error ? "failed" : Object.keys(sent).length > 0 ? "done" : "skipped", {
    metadata: sent,
    ...(unsent.length > 0 && { unsent }),
    ...(error && { error }),
  });
}

function refused({ clip, from }: ClipChange, reason: string): ClipError {
  return {
    code: "metadata_refused",
    message: `The values for ${clip} from ${from} were refused: ${reason}`,
    hint: `Correct ${from} and run the same command again.`,
  };
}
