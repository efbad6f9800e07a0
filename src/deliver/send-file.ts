// Sends one finished file to one destination and keeps the receipt.
import type { ClipPlan, OwedFile, ReadyFile, Receipt } from "../domain/clip.ts";
import { OdailiesError } from "../domain/errors.ts";
import { takeClaim } from "../ledger/claim.ts";
import type { SentFacts } from "../ledger/record.ts";
import { identifySource, requireUnchanged } from "../ledger/source-identity.ts";
import { heldClaimError } from "../plan/clash.ts";
import type { Delivery } from "./delivery.ts";
import type { Priority } from "./limits.ts";
import type { Target } from "./target.ts";

export interface FileToSend {
  readonly plan: ClipPlan;
  readonly owed: OwedFile;
  readonly file: ReadyFile;
  readonly about: SentFacts;
  readonly priority: Priority;
  /** Called when the file's turn has come, which may take hours: the last moment to refuse. */
  readonly beforeSending?: () => Promise<void>;
}

/** Throws what the destination throws, `name_clash`, `card_changed`, `insufficient_space`. */
export async function sendFile(request: FileToSend, target: Target, delivery: Delivery): Promise<Receipt> {
  const { plan, owed, file, about, priority, beforeSending } = request;
  const { destination, records, uplink, signal, uploadSignal } = target;
  const { ledger, own } = delivery.make;
  const { limits, emit } = delivery.make.check;
  const outgoing = { ...file, clipName: plan.name };
  const key = destination.keyOf(outgoing);
  const source = await identifySource(file.source);
  return limits.upload(target, priority, async () => {
    signal.throwIfAborted();
    await requireUnchanged(file.source);
    const claim = await takeClaim(own.stateFolder, destination.id, plan.name, file.source.path);
    if (!("release" in claim)) throw heldClaimError(plan.name, claim, file.source.path);
    try {
      await beforeSending?.();
      await ledger.requireRoom();
      signal.throwIfAborted();
      if (!records.wasBegun(plan.name, owed.role) || delivery.rules.force)
        ledger.append(plan.card, {
          type: "sending",
          destination: destination.id,
          clip: plan.name,
          role: owed.role,
        });
      const total = file.sizeBytes;
      const onProgress = (done: number) => {
        uplink.note(key, done);
        emit({
          type: "progress",
          phase: "upload",
          clip: plan.name,
          file: key,
          done,
          total,
          unit: "bytes",
          destination: destination.label,
        });
      };
      const receipt = await destination.send(outgoing, {
        signal: uploadSignal,
        onProgress,
        newHasher: delivery.newHasher,
      });
      const { role, recipe } = owed;
      const sent = { destination: destination.id, clip: plan.name, role, source, recipe, receipt };
      ledger.append(plan.card, { type: "sent", ...sent, ...about });
      target.sentNow.add(`${role}/${plan.name}`);
      return receipt;
    } finally {
      await claim.release();
    }
  });
}

/** A LOG file, or a picture, of a clip that its destination does not have yet. */
export function waitsForGraded(name: string, label: string): OdailiesError {
  return new OdailiesError(
    "graded_missing",
    `${name} waits for its graded file, which makes a clip at ${label}.`,
    {
      hint: "Put the graded file beside it and run the same command again; nothing of it was sent.",
    },
  );
}
