// Everything that a watcher is asked: decided once, by the command, before anything happens.
import type { Emit } from "../domain/events.ts";
import type { RunEnded } from "../runs/tally.ts";
import type { ProverOptions } from "./prove-files.ts";
import type { RunSettings } from "./run-card.ts";
import type { WatchTiming } from "./watch-timing.ts";
import type { FolderLooking } from "./watched-folder.ts";
import type { Say } from "../domain/watch-events.ts";

/** How folders and what is in them are looked at. */
export interface WatchLooking extends FolderLooking {
  readonly findFault: ProverOptions["findFault"];
}

/** What happens to what is ready. */
export interface WatchRuns {
  readonly settings: RunSettings;
  /** What becomes of files that were delivered. */
  readonly after: "keep" | "move";
  /** Called for each run: what the run says goes there. */
  readonly start: () => Emit;
  readonly ended: (result: RunEnded) => void;
}

export interface WatchRequest {
  /** Absolute paths. */
  readonly folders: readonly string[];
  readonly timing: WatchTiming;
  readonly looking: WatchLooking;
  readonly runs: WatchRuns;
  /** Take what is there, and end. */
  readonly once: boolean;
  /** Of the health page; undefined for none. */
  readonly healthPort: number | undefined;
  readonly say: Say;
  /** Aborted by SIGTERM and the first Ctrl-C. */
  readonly signal: AbortSignal;
}
