// Folders → scans: what is on each card, said as it is found.
import { describeLeftOut } from "../cards/describe-left-out.ts";
import { scanCard } from "../cards/scan-card.ts";
import { OdailiesError } from "../domain/errors.ts";
import type { FoundClip } from "../domain/clip.ts";
import type { Emit } from "../domain/events.ts";
import type { NameClash, Scan } from "../domain/scan.ts";

export interface ScanRequest {
  readonly folders: readonly string[];
  readonly as: "auto" | "graded" | "log";
  readonly emit: Emit;
  readonly signal: AbortSignal;
  /** What is there, where somebody has looked already. */
  readonly scans?: readonly Scan[];
  /** What is counted; default: everything. */
  readonly isWanted?: (found: FoundClip | NameClash) => boolean;
}

/** Throws `card_not_found`, and `card_empty` where none of the folders holds anything to deliver or to name. */
export async function scanCards(request: ScanRequest): Promise<readonly Scan[]> {
  const { folders, as, emit, signal } = request;
  const scans: Scan[] = [];
  for (const [index, folder] of folders.entries()) {
    const scan = request.scans?.[index] ?? (await scanCard(folder, { as, signal }));
    emit(describeScan(scan, request.isWanted));
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

function describeScan(
  { card, clips, clashes, leftOut }: Scan,
  isWanted: ScanRequest["isWanted"] = () => true,
): Parameters<Emit>[0] {
  const counts = describeLeftOut(leftOut);
  return {
    type: "scanned",
    card: card.name,
    root: card.root,
    clips: clips.filter(isWanted).length + clashes.filter(isWanted).length,
    ...counts,
  };
}
