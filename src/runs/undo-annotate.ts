// `odailies annotate --undo`: the old values back, wherever nobody has changed them since.
import type { ClipChange } from "../annotate/clip-change.ts";
import { findUndo } from "../annotate/undo-changes.ts";
import { findLastUndo, readUndoFile, type UndoFile } from "../annotate/undo-file.ts";
import { type DestinationToOpen, labelsOf } from "../destinations/open-destination.ts";
import { OdailiesError } from "../domain/errors.ts";
import { changeMetadata, type MetadataContext } from "./change-metadata.ts";
import { inFrame, type Run } from "./frame.ts";
import type { UndoRequest } from "./metadata-request.ts";
import type { RunEnded } from "./tally.ts";

/** Never throws. Writes an undo file of its own, so that an undo can be undone. */
export function undoAnnotate(request: UndoRequest): Promise<RunEnded> {
  const { to, undo } = request;
  return inFrame(request.frame, { source: [undo], destination: labelsOf(to) }, async (run) => {
    const { toOpen, file } = await chooseUndo(request);
    await changeMetadata(toOpen, request, run, (context) => Promise.resolve(findChanges(file, context, run)));
  });
}

/** The file that was named and the destination that it belongs to. */
async function chooseUndo({
  to,
  undo,
  stateFolder,
}: UndoRequest): Promise<{ readonly toOpen: DestinationToOpen; readonly file: UndoFile }> {
  const [first] = to;
  const path = undo === "last" && first ? await findLastUndo(stateFolder, first) : undo;
  const file = await readUndoFile(path);
  const toOpen = to.find(({ id }) => id === file.destination.id);
  if (toOpen) return { toOpen, file };
  const labels = labelsOf(to, " or ");
  throw new OdailiesError("usage", `${path} belongs to ${file.destination.label}, not to ${labels}.`, {
    hint: "Give the same --to, --api and --project as when the values were sent.",
  });
}

function findChanges(
  file: UndoFile,
  { listing, records, destination }: MetadataContext,
  run: Run,
): readonly ClipChange[] {
  const { label, takes } = destination;
  return file.clips.map((entry) => {
    const remote = listing.known().get(entry.clip);
    const lastSent = records.annotated(entry.clip, remote?.metadata ?? {});
    const { change, kept } = findUndo(entry, remote, { lastSent, label, canBlank: takes.blanks });
    for (const { field, now } of kept) {
      const what = now === undefined ? "was blanked since" : `was changed to "${now}" since`;
      const before = field.old === null ? "not set" : `"${field.old}"`;
      const message = `${field.property} ${what} and is kept; it was ${before} before.`;
      run.emit({ type: "warning", code: "undo_kept", clip: change.clip, message });
    }
    run.note({ valuesKept: run.facts().valuesKept + kept.length });
    return change;
  });
}
