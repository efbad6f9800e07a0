// The one way metadata goes out: shown, the way back on the disk, sent, written down. One at a time per project.
import type { Destination } from "../destinations/destination.ts";
import type { Card } from "../domain/clip.ts";
import type { ClipPatch, PatchReport } from "../domain/delivery.ts";
import type { Emit } from "../domain/events.ts";
import { OdailiesError } from "../domain/errors.ts";
import type { ClipMetadata, MetadataProperty, MetadataValue } from "../domain/metadata.ts";
import { type Lock, takeLock } from "../ledger/lock.ts";
import type { LedgerRecord } from "../ledger/record.ts";
import { pause } from "../plan/pause.ts";
import type { ClipChange, FieldChange } from "./clip-change.ts";
import type { UndoLog } from "./undo-log.ts";

/** Where changes go, and where they are written down. */
export interface MetadataOut {
  readonly destination: Pick<Destination, "id" | "label" | "patch">;
  readonly stateFolder: string;
  /** Into the records of each clip's card: one wait for the disk, however many. */
  readonly append: (records: readonly LedgerRecord[]) => void;
  /** How long another run may keep this one waiting that changes metadata there. */
  readonly patienceMs: number;
  readonly undo: UndoLog;
  readonly emit: Emit;
  readonly signal: AbortSignal;
}

/** What became of one clip's changes. */
export interface SentChange {
  readonly change: ClipChange;
  /** The fields that the destination took. */
  readonly sent: ClipMetadata;
  readonly unsupported: readonly MetadataProperty[];
  /** Why the destination refused, in its own words. */
  readonly refusal: string | undefined;
}

/** After so many clips it is written down what was sent, so that a stop costs little knowledge. */
const CLIPS_AT_ONCE = 200;

/**
 * Sends changes in batches and tells of each batch once it is written down. `isShown` says which are shown old → new and
 * can be taken back: those of clips that this run itself has just brought need neither. Throws what the destination
 * throws; what was told of before is sent.
 */
export async function sendMetadata(
  changes: readonly ClipChange[],
  isShown: (change: ClipChange) => boolean,
  out: MetadataOut,
  onSent: (batch: readonly SentChange[]) => void,
): Promise<void> {
  const changing = changes.filter(({ fields }) => fields.length > 0);
  const shown = changing.filter(isShown);
  for (const { clip, fields } of shown) out.emit({ type: "clip-changing", clip, changes: fields });
  if (changing.length === 0) return;
  const lock = await takeMetadataLock(out);
  try {
    if (shown.length > 0) await out.undo.note(shown, out.emit);
    for (let at = 0; at < changing.length; at += CLIPS_AT_ONCE) {
      onSent(await sendBatch(changing.slice(at, at + CLIPS_AT_ONCE), out));
    }
  } finally {
    await lock.release();
  }
}

async function sendBatch(batch: readonly ClipChange[], out: MetadataOut): Promise<readonly SentChange[]> {
  const { destination, append, signal } = out;
  append(batch.flatMap((change) => announce(change, destination.id)));
  const report: PatchReport = await destination.patch(batch.map(patchOf), signal);
  const refusals = new Map(report.refused.map(({ name, message }) => [name, message]));
  const sentOf = ({ clip }: ClipChange) => report.patched.get(clip) ?? {};
  append(batch.flatMap((change) => describeSent(change, sentOf(change), destination.id)));
  return batch.map((change) => {
    const unsupported = report.unsupported.get(change.clip) ?? [];
    return { change, sent: sentOf(change), unsupported, refusal: refusals.get(change.clip) };
  });
}

/** What is on its way belongs to us even where nobody is left to read the answer. */
function announce({ clip, fields }: ClipChange, destination: string): LedgerRecord[] {
  const metadata = valuesOf(fields.filter(({ isNewOurs }) => isNewOurs));
  return Object.keys(metadata).length > 0 ? [{ type: "annotating", destination, clip, metadata }] : [];
}

/** Records of one clip are kept apart by when they were decided. */
function describeSent({ clip, fields }: ClipChange, sent: ClipMetadata, destination: string): LedgerRecord[] {
  const ours = fields.filter(({ property, isNewOurs }) => isNewOurs && property in sent);
  const moments = [...new Set(ours.map((field) => field.decided))];
  return moments.map((decided) => {
    const metadata = valuesOf(ours.filter((field) => field.decided === decided));
    if (decided === undefined) return { type: "annotated", destination, clip, metadata };
    return { type: "annotated", destination, clip, metadata, decided };
  });
}

function patchOf({ clip, fields }: ClipChange): ClipPatch {
  const blank = fields.flatMap((field) => (field.new === undefined ? field.property : []));
  return { name: clip, metadata: valuesOf(fields), ...(blank.length > 0 && { blank }) };
}

function valuesOf(fields: readonly FieldChange[]): ClipMetadata {
  return Object.fromEntries(
    fields.flatMap(({ property, new: value }): [MetadataProperty, MetadataValue][] =>
      value === undefined ? [] : [[property, value]],
    ),
  );
}

const LOCK_LOOK_MS = 200;

/** Two runs that change one project's metadata would write each other's values into their undo files. */
async function takeMetadataLock(out: MetadataOut): Promise<Lock> {
  const { destination, stateFolder, patienceMs, signal } = out;
  const deadline = performance.now() + patienceMs;
  for (;;) {
    try {
      return await takeLock(stateFolder, destination.id, [`the metadata of ${destination.label}`]);
    } catch (error) {
      const isHeld = error instanceof OdailiesError && error.code === "locked";
      if (!isHeld || performance.now() > deadline) throw error;
      await pause(LOCK_LOOK_MS, signal);
    }
  }
}

/** Sheets speak of clips of many cards, so records of a run without cards have a folder of their own. */
export const NO_CARD: Card = { root: "", name: "annotate" };
