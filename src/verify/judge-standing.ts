// A clip's standing becomes one of the five ends, with a reason where it is not up.
import type { FoundClip, Receipt } from "../domain/clip.ts";
import type { ClipStanding } from "../domain/clip-standing.ts";
import { OdailiesError } from "../domain/errors.ts";
import type { ClipEnd } from "../domain/outcome.ts";
import { otherSourceError } from "../plan/clash.ts";
import type { JournalView } from "../ledger/journal.ts";

export interface Judgement {
  /** `done`: all of it is up · `deferred`: something waits for the next run · `rejected`, `failed`: see `error`. */
  readonly status: ClipEnd;
  readonly error?: OdailiesError;
}

export function judgeStanding(
  name: string,
  standing: ClipStanding,
  receipts: readonly Receipt[],
  label: string,
): Judgement {
  const { files, isListed, lacksMetadata } = standing;
  const [receipt] = receipts;
  if (isListed === false && receipt) {
    return {
      status: "failed",
      error: new OdailiesError(
        "clip_not_listed",
        `${name} was sent on ${receipt.sentAt}, but ${label} does not show it any more.`,
        { hint: "If nobody deleted it on purpose, run odailies ingest: it is sent again." },
      ),
    };
  }
  const isComplete = Object.values(files).every((file) => file === "up") && lacksMetadata.length === 0;
  return { status: isComplete ? "done" : "deferred" };
}

/** The journal knows another file under this name, and the destination still shows it or was not asked. */
export function findOtherSource(
  clip: FoundClip,
  { files, isListed }: ClipStanding,
  journal: JournalView,
): OdailiesError | undefined {
  if (isListed === false) return undefined;
  for (const role of ["graded", "log"] as const) {
    const file = clip[role];
    const record = journal.sent(clip.name, role);
    if (files[role] !== "other" || !file || !record) continue;
    return otherSourceError(clip.name, record, file);
  }
  return undefined;
}
