// `--metadata-via ale`: the sheets go up as they are, to every destination that imports them.
import { sendAles } from "../deliver/send-ales.ts";
import type { Delivery } from "../deliver/delivery.ts";
import type { Run } from "./frame.ts";
import type { IngestRequest } from "./ingest-request.ts";
import type { PlannedCards } from "./plan-cards.ts";

export async function sendAlesOf(
  { plans }: PlannedCards,
  { sheets }: IngestRequest,
  { targets, make: { ledger, own }, rules: { force }, newHasher }: Delivery,
  run: Run,
): Promise<void> {
  const [first] = plans;
  if (sheets.via !== "ale" || !first) return;
  const { stateFolder } = own;
  const notes = { ledger, card: first.card, stateFolder, newHasher, emit: run.emit };
  for (const target of targets) {
    const hasNewClips = [...target.sentNow].some((file) => file.startsWith("graded/"));
    await sendAles({ paths: sheets.files, clips: plans, hasNewClips, force }, target, notes);
  }
}
