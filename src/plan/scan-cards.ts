// Folders → scans: what is on each card, said as it is found.
import { stat } from "node:fs/promises";
import { removed } from "../cards/card-root.ts";
import { describeLeftOut } from "../cards/describe-left-out.ts";
import { scanCard } from "../cards/scan-card.ts";
import { scanFile } from "../cards/scan-file.ts";
import { OdailiesError } from "../domain/errors.ts";
import type { FoundClip } from "../domain/clip.ts";
import type { Emit } from "../domain/events.ts";
import type { NameClash, Scan } from "../domain/scan.ts";
import { findNested } from "./find-nested.ts";
import { type ClipWithRoles, sayMissingLogs } from "./missing-logs.ts";
import { pause } from "./pause.ts";
import { findGaps } from "./offload/find-gaps.ts";
import type { MhlRule } from "./offload/read-card-lists.ts";
import { sayGaps } from "./offload/say-gaps.ts";
import type { SpanJoiner } from "./spans/join-spans.ts";

export interface CardsToScan {
  readonly folders: readonly string[];
  readonly as: "auto" | "graded" | "log";
  /** Where a card goes away: wait until it is back. */
  readonly waits?: boolean;
  /** May a file be named instead of a folder? It is then the only one of its card. */
  readonly takesFiles?: boolean;
  /** What is there, where somebody has looked already. */
  readonly scans?: readonly Scan[];
  /** Makes one clip of the files that are one recording; default: each file is a clip. */
  readonly spans?: SpanJoiner;
  /** What hash lists count for; default `auto`. */
  readonly mhl?: MhlRule;
  /** What is counted; default: everything. */
  readonly isWanted?: (found: FoundClip | NameClash) => boolean;
}

/** Who hears of it, and what ends it. */
interface Listener {
  readonly emit: Emit;
  readonly signal: AbortSignal;
}

/** Throws `card_not_found`, and `card_empty` where none of the folders holds anything to deliver or to name. */
export async function scanCards(request: CardsToScan, listener: Listener): Promise<readonly Scan[]> {
  const { folders, as, scans: walkedBefore, spans, isWanted } = request;
  const { emit, signal } = listener;
  requireApart(folders);
  const scans: Scan[] = [];
  for (const [index, folder] of folders.entries()) {
    const file = request.takesFiles ? await scanFile(folder, { as }) : undefined;
    const walked = walkedBefore?.[index];
    const found =
      file ??
      (walked ? await withGaps(walked, request, signal) : await scanPatiently(folder, request, listener));
    const scan = (await spans?.join(found)) ?? found;
    sayGaps(scan.gaps ?? [], emit);
    // Of a card that is still arriving, LOG files may be on their way.
    if (!walked) sayMissingLogs(scan.clips.map(withRoles), scan.card.name, emit);
    emit(describeScan(scan, spans?.isWanted ?? isWanted));
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

function withRoles({ name, camera = "", log }: FoundClip): ClipWithRoles {
  return { name, group: camera, hasLog: log !== undefined };
}

function requireApart(folders: readonly string[]): void {
  const nested = findNested(folders);
  if (!nested) return;
  throw new OdailiesError("usage", `${nested.inner} lies in ${nested.outer}, which is named as well.`, {
    hint: "Name only the outer one.",
  });
}

const LOOK_MS = 1000;

/** Of a card that a watcher has walked, more may be on its way. */
async function withGaps(
  scan: Scan,
  { mhl = "auto", scans }: CardsToScan,
  signal: AbortSignal,
): Promise<Scan> {
  const gaps = await findGaps(scan, { mhl, isComplete: scans === undefined });
  signal.throwIfAborted();
  // A list that could not be read was left aside: not where it went with its card.
  if (gaps.length > 0 && !(await stat(scan.card.root).catch(() => undefined))) throw removed(scan.card);
  return { ...scan, gaps };
}

/** Where the card goes away while it is scanned, it is scanned anew once it is back. */
async function scanPatiently(
  folder: string,
  request: CardsToScan,
  { emit, signal }: Listener,
): Promise<Scan> {
  const { as, waits = false } = request;
  for (let isGone = false; ;) {
    try {
      const scan = await scanCard(folder, { as, signal });
      const isEmptyPlace = isGone && scan.clips.length + scan.clashes.length + scan.leftOut.length === 0;
      if (!isEmptyPlace) return await withGaps(scan, request, signal);
    } catch (error) {
      const code = error instanceof OdailiesError ? error.code : undefined;
      if (!waits || !(code === "card_removed" || (isGone && code === "card_not_found"))) throw error;
      if (!isGone) {
        const message = `${folder} is gone: connect it again; odailies waits for it. Ctrl-C to stop.`;
        emit({ type: "warning", code: "card_gone", message });
      }
      isGone = true;
    }
    await pause(LOOK_MS, signal);
  }
}

function describeScan(
  { card, clips, clashes, leftOut }: Scan,
  isWanted: CardsToScan["isWanted"] = () => true,
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
