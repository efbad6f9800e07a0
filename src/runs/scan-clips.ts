// Folders → the clips of a run: what the cards lack is noted, and clips that would overwrite each other have ended.
import type { FoundClip } from "../domain/clip.ts";
import type { NameClash, Scan } from "../domain/scan.ts";
import { clashOutcome, findClashes } from "../plan/clash.ts";
import { type CardsToScan, scanCards } from "../plan/scan-cards.ts";
import type { Run } from "./frame.ts";

export interface ScannedClips {
  readonly scans: readonly Scan[];
  readonly clips: readonly FoundClip[];
}

/** Throws what scanning throws. `isWanted`: which name clashes are this run's to end; default all. */
export async function scanClips(
  cards: CardsToScan,
  destination: string,
  run: Run,
  isWanted: (clash: NameClash) => boolean = () => true,
): Promise<ScannedClips> {
  const scans = await scanCards(cards, run);
  run.note({ gaps: scans.flatMap(({ gaps = [] }) => gaps) });
  const { clips, clashes } = findClashes(scans);
  for (const clash of clashes.filter(isWanted)) run.end(clashOutcome(clash, destination));
  return { scans, clips };
}
