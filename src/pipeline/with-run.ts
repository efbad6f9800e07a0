// Takes the locks, opens destination and journals, and closes all of it again, whatever happens in between.
import { createHash } from "node:crypto";
import { rm, rmdir } from "node:fs/promises";
import { join } from "node:path";
import { createHasherFactory } from "../checksums/file-hasher.ts";
import type { FoundClip, Role } from "../domain/clip.ts";
import { OdailiesError } from "../domain/errors.ts";
import type { Scan } from "../domain/scan.ts";
import type { IngestRequest } from "./ingest-request.ts";
import { openJournal } from "./state/journal.ts";
import { createLimits } from "./limits.ts";
import { takeLock } from "./state/lock.ts";
import { cardFolder } from "./state/state-names.ts";
import { readHashLists } from "./check/verify-hashes.ts";
import type { RunContext } from "./run-context.ts";
import { openUplink } from "./uplink.ts";

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
    const clips = new Set(scans.flatMap((scan) => scan.clips.map((clip) => clip.name)));
    const journals = new Map<string, Awaited<ReturnType<typeof openJournal>>>();
    for (const { card } of scans) {
      const lock = await takeLock(stateFolder, id, card.root);
      closing.push(() => lock.release());
      const journal = await openJournal(stateFolder, id, card, clips);
      closing.push(() => journal.close());
      journals.set(card.root, journal);
      const workFolder = join(request.workFolder, id, cardFolder(card));
      // What was made with other settings, or is to be made anew, is not to be found again.
      if (request.settings.force) await rm(workFolder, { recursive: true, force: true });
      closing.push(() => rmdir(workFolder).catch(() => undefined));
    }
    const destination = await open((message) => request.emit({ type: "warning", code: "waiting", message }));
    closing.push(() => destination.close());
    await destination.open(signal);
    const uplink = await openUplink({ stateFolder, destinationId: id, limits: request.bandwidth ?? [] });
    closing.push(() => uplink.close());
    const remote = await destination.list(signal);
    await work({
      ...request,
      destination,
      signal,
      rowsOf,
      uploadSignal: request.uploadSignal ? AbortSignal.any([request.uploadSignal, stopping.signal]) : signal,
      workFolderOf: ({ card }) => join(request.workFolder, id, cardFolder(card)),
      remote,
      limits: createLimits(request.concurrency),
      verifyHashes: await readHashLists(scans, request.mhl, request.emit),
      uplink,
      newHasher: await createHasherFactory(),
      journalOf: (clip) => journalOf(journals, clip),
      recipeOf: (role, clip) => recipeOf(role, clip, request),
      stop: (error) => stopping.abort(error),
    });
    signal.throwIfAborted();
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
