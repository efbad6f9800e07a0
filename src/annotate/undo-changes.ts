// What an undo file would change on one clip, given what the service says now. Pure.
import type { RemoteClip } from "../domain/delivery.ts";
import type { ClipMetadata, MetadataValue } from "../domain/metadata.ts";
import type { ClipError } from "../domain/outcome.ts";
import { hasValue, sameValue } from "../metadata/same-value.ts";
import { rollOf } from "./annotate-rows.ts";
import { type ClipChange, type FieldChange, isOurs } from "./clip-change.ts";
import type { UndoField, UndoFile } from "./undo-file.ts";

export interface UndoneClip {
  readonly change: ClipChange;
  /** Fields that somebody changed after us; they stay. */
  readonly kept: readonly { readonly field: UndoField; readonly now: MetadataValue | undefined }[];
}

export interface UndoTarget {
  /** What this program sent last. */
  readonly lastSent: ClipMetadata;
  readonly label: string;
  /** Can the destination take a value out again? */
  readonly canBlank: boolean;
}

/** A value goes back only where the service still has the one that we sent. */
export function findUndo(
  { clip, fields }: UndoFile["clips"][number],
  remote: RemoteClip | undefined,
  { lastSent, label, canBlank }: UndoTarget,
): UndoneClip {
  const from = "the undo file";
  if (!remote) {
    const error = notThere(clip, label);
    return { change: { clip, roll: undefined, fields: [], from, error }, kept: [] };
  }
  const there = remote.metadata;
  const back: FieldChange[] = [];
  const stuck: UndoField[] = [];
  const kept: { field: UndoField; now: MetadataValue | undefined }[] = [];
  for (const field of fields) {
    const { property, old, sent, ours } = field;
    const now = there[property];
    const isBack = hasValue(now) ? old !== null && sameValue(property, old, now) : old === null;
    if (isBack) continue;
    const isAsSent = sent === null ? !hasValue(now) : hasValue(now) && sameValue(property, sent, now);
    const isOldOurs = isOurs(property, lastSent, there);
    // A flag that was not set is one that says no, and no person has said it.
    const isUnset = old === null && property === "circled";
    const before = isUnset ? false : old;
    if (!isAsSent) kept.push({ field, now });
    else if (before !== null)
      back.push({ property, old: now, new: before, isOldOurs, isNewOurs: ours || isUnset });
    else if (canBlank) back.push({ property, old: now, new: undefined, isOldOurs, isNewOurs: ours });
    else stuck.push(field);
  }
  const error = stuck.length > 0 ? cannotBlank(stuck, label) : undefined;
  return { change: { clip, roll: rollOf(remote), fields: back, from, ...(error && { error }) }, kept };
}

/** Whether o/DAILIES blanks a field that is sent as null is not published, so null is never sent there. */
function cannotBlank(fields: readonly UndoField[], label: string): ClipError {
  const names = fields.map(({ property, sent }) => `${property} (${JSON.stringify(sent)})`).join(", ");
  const [was, stays] = fields.length === 1 ? ["was", "stays"] : ["were", "stay"];
  return {
    code: "metadata_refused",
    message: `${names} ${was} not set before and ${stays}: odailies cannot blank a field at ${label}.`,
    hint: "Blank it in the browser if it has to go.",
  };
}

function notThere(clip: string, label: string): ClipError {
  return {
    code: "clip_not_listed",
    message: `${clip} does not show at ${label} any more.`,
    hint: "If it was deleted there, nothing is left to be done.",
  };
}
