// Takes the locks, opens destination and journals, and closes all of it again, whatever happens in between.
import { createHash } from "node:crypto";
import { createHasherFactory } from "../checksums/file-hasher.ts";
import type { FoundClip, Role } from "../domain/clip.ts";
import { OdailiesError } from "../domain/errors.ts";
import type { Scan } from "../domain/scan.ts";
import type { IngestRequest } from "./ingest-request.ts";
import { openJournal } from "../ledger/journal.ts";
import { createLimits } from "../deliver/limits.ts";
import { createListing } from "../deliver/listing.ts";
import { createCardWatch } from "../deliver/source/card-watch.ts";
import { takeLock } from "../ledger/lock.ts";
import { findFolderError } from "../ledger/folder-error.ts";
import { removeEmpty, sweepWork, workFolderOf } from "../ledger/work-folder-of.ts";
import { readHashLists } from "../deliver/check/verify-hashes.ts";
import type { RunContext } from "../deliver/run-context.ts";
import { openUplink } from "../deliver/uplink.ts";

/**
 * Runs `work` with everything open. Throws `locked` where another run has a card, what opening the destination
 * throws, and what stopped the run.
 */
export async function withRun(
  request: IngestRequest,
  scans: readonly Scan[],
  rowsOf: RunContext["rowsOf"],
  work: (context: RunContext) => Promise<void>,
): Promise<void> {
  const {
    stateFolder,
    destination: { id, open },
  } = request;
  const closing: (() => Promise<void> | void)[] = [];
  const stopping = new AbortController();
  const signal = AbortSignal.any([request.signal, stopping.signal]);
  try {
    const cards = scans.map(({ card }) => card);
    const lock = await takeLock(
      stateFolder,
      id,
      cards.map(({ root }) => root),
    );
    closing.push(() => lock.release());
    const clips = new Set(scans.flatMap((scan) => scan.clips.map((clip) => clip.name)));
    const journals = new Map<string, Awaited<ReturnType<typeof openJournal>>>();
    const place = { ...request, destinationId: id };
    for (const card of cards) {
      const journal = await openJournal(stateFolder, id, card, clips);
      closing.push(() => journal.close());
      journals.set(card.root, journal);
      const workFolder = workFolderOf(place, card);
      // With other settings, or when all is to be made anew, nothing of it is to be found again.
      await sweepWork(workFolder, request.settings.force ? new Set() : journal.madeFiles());
      closing.push(() => removeEmpty(workFolder));
    }
    const destination = await open((message) => request.emit({ type: "warning", code: "waiting", message }));
    closing.push(() => destination.close());
    await destination.open(signal);
    const uplink = await openUplink({ stateFolder, destinationId: id, limits: request.bandwidth ?? [] });
    closing.push(() => uplink.close());
    const listAgain = createListing(destination, signal);
    const remote = await listAgain();
    const stop = (error: OdailiesError) => stopping.abort(error);
    const waits = request.waitsForCards ?? false;
    const watch = await createCardWatch({ scans, waits, emit: request.emit, signal, stop });
    await work({
      ...request,
      destination,
      signal,
      rowsOf,
      uploadSignal: request.uploadSignal ? AbortSignal.any([request.uploadSignal, stopping.signal]) : signal,
      workFolderOf: ({ card }) => workFolderOf(place, card),
      cards: watch,
      remote,
      listAgain,
      sentNow: new Set(),
      limits: createLimits(request.concurrency),
      verifyHashes: await readHashLists(scans, request.mhl, request.emit, watch),
      uplink,
      newHasher: await createHasherFactory(),
      journalOf: (clip) => journalOf(journals, clip),
      recipeOf: (role, clip) => recipeOf(role, clip, request),
      stop,
    });
    watch.throwIfGone();
    signal.throwIfAborted();
  } catch (error) {
    throw findFolderError(error, request) ?? error;
  } finally {
    for (const close of closing.toReversed()) await close();
  }
}

function journalOf<J>(journals: ReadonlyMap<string, J>, clip: FoundClip): J {
  const journal = journals.get(clip.card.root);
  if (!journal)
    throw new OdailiesError("bug", `${clip.name} is of no card of this run.`, { hint: "Please report it." });
  return journal;
}

/** Names what decides how a file is made: with something else, it would be another file. */
export function recipeOf(
  role: Role,
  { look }: FoundClip,
  { spec, settings: { proxy, allow, thumbnail, burnIn } }: Pick<IngestRequest, "spec" | "settings">,
): string {
  const decisive: unknown[] = role === "thumbnail" ? [thumbnail] : [spec, proxy, [...allow].toSorted()];
  if (look && role !== "log") decisive.push(look.id);
  if (burnIn && role === "graded") decisive.push(burnIn.burnIn);
  return createHash("sha256").update(JSON.stringify(decisive)).digest("hex").slice(0, 16);
}
