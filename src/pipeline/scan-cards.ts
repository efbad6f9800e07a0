// Folders → scans: what is on each card, said as it is found.
import { describeLeftOut } from "../cards/describe-left-out.ts";
import { scanCard } from "../cards/scan-card.ts";
import { OdailiesError } from "../domain/errors.ts";
import type { Emit } from "../domain/events.ts";
import type { Scan } from "../domain/scan.ts";

export interface ScanRequest {
  readonly folders: readonly string[];
  readonly as: "auto" | "graded" | "log";
  readonly emit: Emit;
  readonly signal: AbortSignal;
}

/** Throws `card_not_found`, and `card_empty` where none of the folders holds anything to deliver or to name. */
export async function scanCards({ folders, as, emit, signal }: ScanRequest): Promise<readonly Scan[]> {
  const scans: Scan[] = [];
  for (const folder of folders) {
    const scan = await scanCard(folder, { as, signal });
    emit(describeScan(scan));
    scans.push(scan);
  }
  const hasSomething = scans.some(
    ({ clips, clashes, leftOut }) =>
      clips.length + clashes.length > 0 || leftOut.some((file) => file.reason === "undecodable"),
  );
  if (!hasSomething) {
    throw new OdailiesError("card_empty", `There is no clip in ${folders.join(", ")}.`, {
      hint: "Name the folder that holds the offloaded clips or the dailies.",
    });
  }
  return scans;
}

function describeScan({ card, clips, clashes, leftOut }: Scan): Parameters<Emit>[0] {
  const counts = describeLeftOut(leftOut);
  return {
    type: "scanned",
    card: card.name,
    root: card.root,
    clips: clips.length + clashes.length,
    ...counts,
  };
}
