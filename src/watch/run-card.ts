// One run for what is ready on one card, and what its end means for each file.
import type { FoundClip } from "../domain/clip.ts";
import type { Emit } from "../domain/events.ts";
import type { ClipOutcome } from "../domain/outcome.ts";
import type { NameClash } from "../domain/scan.ts";
import { ingest } from "../runs/ingest.ts";
import type { FrameRequest } from "../runs/frame.ts";
import type { CardsRequest, IngestRequest } from "../runs/ingest-request.ts";
import type { RunEnded } from "../runs/tally.ts";
import type { Work } from "./choose-work.ts";
import type { Probed, WatchedCard } from "./watched-card.ts";

/** What all runs of a watcher share. */
export interface RunSettings extends Omit<IngestRequest, "frame" | "cards" | "uploadSignal"> {
  readonly as: CardsRequest["as"];
  readonly frame: Pick<FrameRequest, "options" | "commandLine">;
}

export interface CardRun {
  readonly watched: WatchedCard;
  readonly work: Work;
  /** Sheets above the card that speak of its clips. */
  readonly sheets: readonly string[];
  /** What probing said of its files, by path relative to the card. */
  readonly probed: ReadonlyMap<string, Probed>;
}

export interface RunSignals {
  /** No further file is begun once it is aborted; an upload that is under way goes on for as long as it moves. */
  readonly signal: AbortSignal;
}

export interface CardRunEnd {
  readonly result: RunEnded;
  /** By clip name. A clip without one was none after all. */
  readonly outcomes: ReadonlyMap<string, ClipOutcome>;
}

/** An upload that has not moved for so long would not end by itself before the system loses patience with us. */
const STUCK_MS = 30_000;

export async function runCard(
  { watched, work, sheets, probed }: CardRun,
  settings: RunSettings,
  emit: Emit,
  { signal }: RunSignals,
): Promise<CardRunEnd> {
  const outcomes = new Map<string, ClipOutcome>();
  const stopping = new AbortController();
  const uploading = new AbortController();
  let stuckTimer: NodeJS.Timeout | undefined;
  const giveTime = () => {
    clearTimeout(stuckTimer);
    stuckTimer = setTimeout(() => uploading.abort(signal.reason), STUCK_MS);
  };
  // The watcher's own signal lives for a month: nothing of a run may hang on it longer than the run.
  const stop = () => {
    stopping.abort(signal.reason);
    giveTime();
  };
  signal.addEventListener("abort", stop, { once: true });
  if (signal.aborted) stop();
  try {
    const hear: Emit = (event) => {
      if (event.type === "clip-ended")
        for (const name of [event.outcome.clip, ...(event.parts ?? [])]) outcomes.set(name, event.outcome);
      if (event.type === "progress" && event.phase === "upload" && signal.aborted) giveTime();
      // The watcher itself does what there is to do next.
      emit(event.type === "run-ended" ? { ...event, next: [] } : event);
    };
    const { as, frame, sheets: given, wants, delivery } = settings;
    const result = await ingest({
      frame: { ...frame, command: "watch", warnings: [], emit: hear, signal: stopping.signal },
      cards: {
        folders: [watched.card.root],
        as,
        scans: [work.scan],
        probed: ({ relativePath }) => probed.get(relativePath),
        isWanted: (found: FoundClip | NameClash) => work.due.has(found),
      },
      sheets: { ...given, files: [...sheets, ...given.files] },
      wants,
      delivery,
      uploadSignal: uploading.signal,
    });
    return { result, outcomes };
  } finally {
    signal.removeEventListener("abort", stop);
    clearTimeout(stuckTimer);
  }
}
