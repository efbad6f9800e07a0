// Sends one finished file to one destination, once its turn has come, and keeps the receipt.
import type { ClipPlan, OwedFile, ReadyFile, Receipt } from "../domain/clip.ts";
import type { OutgoingClip } from "../domain/delivery.ts";
import { OdailiesError } from "../domain/errors.ts";
import type { MediaFacts } from "../domain/media-facts.ts";
import type { SentFacts } from "../ledger/record.ts";
import type { Delivery } from "./delivery.ts";
import type { Priority } from "./limits.ts";
import { sendRecorded } from "./send-recorded.ts";
import type { Target } from "./target.ts";

export interface FileToSend {
  readonly plan: ClipPlan;
  readonly owed: OwedFile;
  readonly file: ReadyFile;
  readonly about: SentFacts;
  /** Of the file that is sent; undefined of a still. */
  readonly media?: MediaFacts;
  readonly priority: Priority;
  /** Called when the file's turn has come, which may take hours: the last moment to refuse. */
  readonly beforeSending?: () => Promise<void>;
}

/** Throws what the destination throws, `name_clash`, `card_changed`, `insufficient_space`. */
export async function sendFile(request: FileToSend, target: Target, delivery: Delivery): Promise<Receipt> {
  const { plan, owed, file, about, priority, beforeSending } = request;
  const { make, newHasher } = delivery;
  const { limits, emit } = make.check;
  const outgoing = { ...file, clipName: plan.name, describe: () => describeClip(request, delivery) };
  return limits.upload(target, priority, async () => {
    target.signal.throwIfAborted();
    const receipt = await sendRecorded(
      { outgoing, source: file.source, recipe: owed.recipe, about, ...(beforeSending && { beforeSending }) },
      target,
      { ledger: make.ledger, card: plan.card, stateFolder: make.own.stateFolder, newHasher, emit },
    );
    target.sentNow.add(`${owed.role}/${plan.name}`);
    return receipt;
  });
}

async function describeClip(
  { plan, file, about, media }: FileToSend,
  { make: { knowledge } }: Delivery,
): Promise<OutgoingClip> {
  const { seconds } = about;
  const picture = media?.video;
  return {
    metadata: await knowledge.gather(plan, about.facts),
    source: file.source.path,
    ...(seconds !== undefined && { seconds }),
    ...(picture && { picture }),
  };
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
