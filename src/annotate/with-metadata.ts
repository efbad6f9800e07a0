// Opens what a metadata run needs (lock, destination, listing, journal) and closes it again, whatever happens.
import type { Destination } from "../destinations/destination.ts";
import type { Card } from "../domain/clip.ts";
import type { RemoteClip } from "../domain/delivery.ts";
import type { Emit } from "../domain/events.ts";
import type { MetadataRequest } from "./annotate-request.ts";
import { type Journal, type JournalView, openJournal, readJournal } from "../ledger/journal.ts";
import { takeLock } from "../ledger/lock.ts";

export interface MetadataContext {
  readonly destination: Destination;
  /** What is there now, by clip name. */
  readonly remote: ReadonlyMap<string, RemoteClip>;
  readonly journal: JournalView;
  /** Undefined in a run that sends nothing. */
  readonly append: Journal["append"] | undefined;
  readonly stateFolder: string;
  readonly emit: Emit;
  readonly signal: AbortSignal;
}

/** Sheets speak of clips of many cards, so their records have a journal folder of their own. */
const NO_CARD: Card = { root: "", name: "annotate" };

/**
 * Runs `work` with everything open. Throws `locked` where another run changes this project's metadata (two of them
 * would write each other's values into their undo files), and what opening the destination throws. A dry run takes no
 * lock and writes nothing.
 */
export async function withMetadata(
  { destination: toOpen, stateFolder, isDryRun, emit, signal }: MetadataRequest,
  work: (context: MetadataContext) => Promise<void>,
): Promise<void> {
  const { id, label } = toOpen;
  const closing: (() => Promise<void> | void)[] = [];
  try {
    let opened: Journal | undefined;
    if (!isDryRun) {
      const lock = await takeLock(stateFolder, id, [`the metadata of ${label}`]);
      closing.push(() => lock.release());
      opened = await openJournal(stateFolder, id, NO_CARD);
      closing.push(opened.close);
    }
    const journal = opened ?? (await readJournal(stateFolder, id));
    const destination = await toOpen.open((message) => emit({ type: "warning", code: "waiting", message }));
    closing.push(() => destination.close());
    await destination.open(signal);
    const remote = await destination.list(signal);
    await work({ destination, remote, journal, append: opened?.append, stateFolder, emit, signal });
    signal.throwIfAborted();
  } finally {
    for (const close of closing.toReversed()) await close();
  }
}
