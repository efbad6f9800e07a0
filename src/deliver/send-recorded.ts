// The one way a file goes out: claimed, written down before and after, and going on where an earlier attempt ended.
import type { Card, FoundFile, Receipt } from "../domain/clip.ts";
import type { FileHasher, OutgoingFile, RemoteIds } from "../domain/delivery.ts";
import type { Emit } from "../domain/events.ts";
import { takeClaim } from "../ledger/claim.ts";
import type { Ledger } from "../ledger/ledger.ts";
import type { SentFacts } from "../ledger/record.ts";
import { identifySource, isSameSource, requireUnchanged } from "../ledger/source-identity.ts";
import { heldClaimError } from "../plan/clash.ts";
import { stillProcessingError } from "./settle-processing.ts";
import type { Target } from "./target.ts";

/** A file to send, and what is written down of it. */
export interface FileToRecord {
  readonly outgoing: OutgoingFile;
  /** What it is, or is made from. */
  readonly source: FoundFile;
  /** With another recipe it would be another file. */
  readonly recipe: string;
  readonly about: SentFacts;
  /** The last moment to refuse; called once nobody else can send a file of this clip. */
  readonly beforeSending?: () => Promise<void>;
}

/** Where to. Default of `uploadSignal`: `signal`. */
export type Recipient = Pick<Target, "destination" | "records" | "signal"> &
  Partial<Pick<Target, "uplink" | "uploadSignal">>;

/** Where it is written down and said. */
export interface SendingNotes {
  readonly ledger: Pick<Ledger, "append" | "requireRoom">;
  /** The card that the records belong to. */
  readonly card: Card;
  readonly stateFolder: string;
  readonly newHasher: (sizeBytes: number) => FileHasher;
  readonly emit: Emit;
}

/** Throws what the destination throws, `name_clash`, `card_changed`, `insufficient_space`. */
export async function sendRecorded(file: FileToRecord, to: Recipient, notes: SendingNotes): Promise<Receipt> {
  const { outgoing, source, beforeSending } = file;
  const { destination, signal } = to;
  const { ledger, card, stateFolder } = notes;
  const { role, clipName: clip } = outgoing;
  await requireUnchanged(source);
  const release = await claim(file, destination, stateFolder);
  try {
    await beforeSending?.();
    await ledger.requireRoom();
    signal.throwIfAborted();
    // An ALE is no file of a clip: nothing of its name shows at the destination.
    if (role !== "ale") ledger.append(card, { type: "sending", destination: destination.id, clip, role });
    return await sendAndNote(file, to, notes);
  } finally {
    await release();
  }
}

/** Throws `name_clash` where another process sends a file of this clip. */
async function claim(
  { outgoing: { role, clipName }, source }: FileToRecord,
  { id }: Recipient["destination"],
  stateFolder: string,
): Promise<() => Promise<void>> {
  if (role === "ale") return () => Promise.resolve();
  const held = await takeClaim(stateFolder, id, clipName, source.path);
  if (!("release" in held)) throw heldClaimError(clipName, held, source.path);
  return () => held.release();
}

async function sendAndNote(file: FileToRecord, to: Recipient, notes: SendingNotes): Promise<Receipt> {
  const { outgoing, source, recipe, about } = file;
  const { destination, records, signal, uploadSignal = signal } = to;
  const { ledger, card, newHasher, emit } = notes;
  const { role, clipName: clip } = outgoing;
  const base = { destination: destination.id, clip, role, source: await identifySource(source), recipe };
  let own = await findOwnKept(file, records);
  const receipt = await destination.send(outgoing, {
    signal: uploadSignal,
    onProgress: progressOf(outgoing, to, emit),
    newHasher,
    kept: (of) => (of === role ? own : (records.kept(clip, of)?.ids ?? {})),
    keep: (ids) => {
      own = { ...own, ...ids };
      ledger.append(card, { type: "kept", ...base, ids: own });
    },
  });
  ledger.append(card, { type: "sent", ...base, receipt, ...about });
  if (receipt.isProcessing) {
    const { code, message } = stillProcessingError(receipt, destination.label);
    emit({ type: "warning", code, message });
  }
  return receipt;
}

function progressOf(
  outgoing: OutgoingFile,
  { destination, uplink }: Recipient,
  emit: Emit,
): (bytesDone: number) => void {
  const { role, clipName: clip, sizeBytes: total } = outgoing;
  const file = destination.keyOf(outgoing);
  // An ALE brings values, and no film.
  const of =
    role === "ale"
      ? ({ phase: "annotate" } as const)
      : ({ phase: "upload", destination: destination.label } as const);
  return (done) => {
    uplink?.note(file, done);
    emit({ type: "progress", unit: "bytes", clip, file, done, total, ...of });
  };
}

/** Of an attempt at another file, or of one that came to its end, nothing can be gone on with. */
async function findOwnKept(
  { outgoing: { role, clipName }, source, recipe }: FileToRecord,
  records: Recipient["records"],
): Promise<RemoteIds> {
  const kept = records.kept(clipName, role);
  if (!kept || kept.isOver || kept.recipe !== recipe) return {};
  return (await isSameSource(kept.source, source)) ? kept.ids : {};
}
