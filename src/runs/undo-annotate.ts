// `odailies annotate --undo`: the old values back, wherever nobody has changed them since.
import { OdailiesError } from "../domain/errors.ts";
import type { UndoRequest } from "../annotate/annotate-request.ts";
import { type AnnotateEnded, type AnnotateRun, runAnnotate } from "./annotate-run.ts";
import { sendChanges } from "../annotate/send-changes.ts";
import { findUndo } from "../annotate/undo-changes.ts";
import { readUndoFile } from "../annotate/undo-file.ts";
import { withMetadata } from "../annotate/with-metadata.ts";

/** Never throws. Writes an undo file of its own, so that an undo can be undone. */
export function undoAnnotate(request: UndoRequest): Promise<AnnotateEnded> {
  return runAnnotate(request, [request.undoFile], (run) => work(request, run));
}

async function work(request: UndoRequest, run: AnnotateRun): Promise<void> {
  const { undoFile, emit } = request;
  const { id, label } = request.destination;
  const { clips, destination } = await readUndoFile(undoFile);
  if (destination.id !== id) {
    throw new OdailiesError("usage", `${undoFile} belongs to ${destination.label}, not to ${label}.`, {
      hint: "Give the same --to, --api and --project as when the values were sent.",
    });
  }
  await withMetadata(request, async (context) => {
    const undone = clips.map((entry) => {
      const remote = context.remote.get(entry.clip);
      const lastSent = context.journal.annotated(entry.clip, remote?.metadata ?? {});
      return findUndo(entry, remote, { lastSent, label });
    });
    for (const { change, kept } of undone) {
      for (const { field, now } of kept) {
        const what = now === undefined ? "was blanked since" : `was changed to "${now}" since`;
        const before = field.old === null ? "not set" : `"${field.old}"`;
        const message = `${field.property} ${what} and is kept; it was ${before} before.`;
        emit({ type: "warning", code: "undo_kept", clip: change.clip, message });
      }
      run.valuesKept += kept.length;
    }
    await sendChanges(
      undone.map(({ change }) => change),
      context,
      run,
    );
  });
}
